import { checkSamples } from '../statistics/index.ts';

/**
 * Wasserstein-1 (earth mover's) distance of two samples: how far a value lies from its counterpart on average, in the
 * unit of the values.
 *
 * W = integral |F1(x) - F2(x)| dx over the empirical distribution functions. O(n log n).
 * Source: S. S. Vallender (1974), Theory of Probability and Its Applications 18, 784-786.
 *
 * @throws RangeError for an empty sample, a value that is not finite, or values too far from each other for a number.
 */
export function wassersteinDistance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return integrate('wassersteinDistance', { first, second }, (gap) => Math.abs(gap));
}

/**
 * Energy distance of two samples, in the root of their unit: a metric that weighs tails less than Wasserstein's.
 *
 * D = sqrt(2 integral (F1(x) - F2(x))^2 dx), equal to sqrt(2 E|X-Y| - E|X-X'| - E|Y-Y'|). O(n log n).
 * Source: G. J. Szekely and M. L. Rizzo (2013), Energy statistics, JSPI 143, 1249-1272.
 *
 * @throws RangeError for an empty sample, a value that is not finite, or values too far from each other for a number.
 */
export function energyDistance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return Math.sqrt(2 * integrate('energyDistance', { first, second }, (gap) => gap * gap));
}

interface Samples {
  first: ArrayLike<number>;
  second: ArrayLike<number>;
}

/** The integral of a function of F1 - F2 over all x. */
function integrate(name: string, { first, second }: Samples, of: (gap: number) => number): number {
  checkSamples(name, first, second);
  if (first.length === 0 || second.length === 0) throw new RangeError(`${name} needs values in both samples`);
  const [a, b] = [Float64Array.from(first).sort(), Float64Array.from(second).sort()];
  let [i, j, total] = [0, 0, 0];
  let at = Math.min(a[0] ?? 0, b[0] ?? 0);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    total += of(i / a.length - j / b.length) * (next - at);
    at = next;
    while (i < a.length && a[i] === at) i += 1;
    while (j < b.length && b[j] === at) j += 1;
  }
  if (!Number.isFinite(total)) throw new RangeError(`${name} needs values whose distances are numbers`);
  return total;
}
