import { betaQuantile, normalQuantile } from '../distributions/index.ts';
import type { Interval } from './interval.ts';

/**
 * The Wilson score interval of a proportion: inverts the score test, so that it keeps close to its confidence on
 * average even for small n and shares near 0 and 1.
 *
 * centre = (k + z^2/2) / (n + z^2), half = z sqrt(k (n-k) / n + z^2/4) / (n + z^2), z = Phi^-1(1/2 + confidence/2).
 * O(1). Source: E. B. Wilson (1927), Probable inference, JASA 22, 209-212.
 *
 * @throws RangeError unless 0 <= successes <= n, n > 0 and 0 < confidence < 1.
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  checkProportion('wilsonInterval', { successes, n, confidence });
  const z = normalQuantile(0.5 + confidence / 2);
  const scale = n + z * z;
  const centre = (successes + (z * z) / 2) / scale;
  const half = (z * Math.sqrt((successes * (n - successes)) / n + (z * z) / 4)) / scale;
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

/**
 * The Clopper-Pearson interval of a proportion: inverts the exact binomial test, so that it covers with at least its
 * confidence whatever the share is. What a guarantee is made of; wider than Wilson's.
 *
 * low = B^-1(a/2; k, n-k+1), high = B^-1(1 - a/2; k+1, n-k), a = 1 - confidence; low is 0 for k = 0, high 1 for k = n.
 * O(1). Source: C. J. Clopper and E. S. Pearson (1934), The use of confidence or fiducial limits, Biometrika 26, 404-413.
 *
 * @throws RangeError unless successes and n are whole, 0 <= successes <= n, n > 0 and 0 < confidence < 1.
 */
export function clopperPearsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  checkProportion('clopperPearsonInterval', { successes, n, confidence });
  if (!Number.isInteger(successes) || !Number.isInteger(n)) {
    throw new RangeError(`clopperPearsonInterval needs whole counts, got ${successes} of ${n}`);
  }
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}

/**
 * The one-sided Clopper-Pearson bound: with probability at least `confidence` the true share is not above it.
 *
 * B^-1(confidence; k+1, n-k), 1 for k = n. O(1). Source as of `clopperPearsonInterval`.
 *
 * @throws RangeError as `clopperPearsonInterval`.
 */
export function clopperPearsonUpper(successes: number, n: number, confidence = 0.95): number {
  checkProportion('clopperPearsonUpper', { successes, n, confidence });
  return successes === n ? 1 : betaQuantile(confidence, successes + 1, n - successes);
}

interface Proportion {
  successes: number;
  n: number;
  confidence: number;
}

function checkProportion(name: string, { successes, n, confidence }: Proportion): void {
  if (n > 0 && n < Infinity && successes >= 0 && successes <= n && confidence > 0 && confidence < 1) return;
  throw new RangeError(
    `${name} needs 0 <= successes <= n, n > 0 and a confidence between 0 and 1, got ${successes} of ${n} at ${confidence}`,
  );
}
