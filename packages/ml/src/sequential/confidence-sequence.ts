import type { Interval } from '../statistics/index.ts';
import { logBeta } from '../distributions/index.ts';

/**
 * A confidence sequence for a proportion: an interval that may be looked at after every observation, and that holds for
 * finite samples: the probability that the true share is ever outside of it is at most alpha.
 *
 * All p with B(k + 1/2, n - k + 1/2) / B(1/2, 1/2) < p^k (1 - p)^(n-k) / alpha: the mixture of likelihood ratios over
 * Jeffreys' prior is a martingale at the true p, and Ville's inequality bounds how high it ever gets. Ends by bisection to
 * 1e-12. No observation gives 0..1. O(1).
 * Source: H. Robbins (1970), Statistical methods related to the law of the iterated logarithm, Annals of Mathematical
 * Statistics 41, 1397-1409; J. Ville (1939), Etude critique de la notion de collectif.
 *
 * @throws RangeError unless 0 <= successes <= n are whole and 0 < alpha < 1.
 */
export function proportionSequence(successes: number, n: number, alpha = 0.05): Interval {
  const isUsable = Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n;
  if (!isUsable || !(alpha > 0 && alpha < 1)) {
    throw new RangeError(
      `proportionSequence needs whole counts, 0 <= successes <= n, and 0 < alpha < 1, got ${successes} of ${n} at ${alpha}`,
    );
  }
  if (n === 0) return { low: 0, high: 1 };
  const mixture = logBeta(successes + 0.5, n - successes + 0.5) - logBeta(0.5, 0.5);
  const isInside = (p: number) => {
    const hits = successes === 0 ? 0 : successes * Math.log(p);
    const misses = successes === n ? 0 : (n - successes) * Math.log1p(-p);
    return mixture < hits + misses - Math.log(alpha);
  };
  const share = successes / n;
  return {
    low: successes === 0 ? 0 : findEnd(isInside, share, 0),
    high: successes === n ? 1 : findEnd(isInside, share, 1),
  };
}

/** The last point from `inside` towards `outside` that is still inside. */
function findEnd(isInside: (p: number) => boolean, inside: number, outside: number): number {
  let [near, far] = [inside, outside];
  while (Math.abs(far - near) > 1e-12) {
    const middle = (near + far) / 2;
    if (isInside(middle)) near = middle;
    else far = middle;
  }
  return near;
}
