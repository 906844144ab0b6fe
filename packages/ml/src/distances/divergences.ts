import { pairOfShares } from './shares.ts';

/**
 * Jensen-Shannon divergence of counts by bin or category, in nats: 0 for the same shares, ln 2 for none in common.
 *
 * JSD = sum (p ln(p / m) + q ln(q / m)) / 2, m = (p + q) / 2, 0 ln 0 = 0. Its square root is a metric; divide by ln 2 for
 * bits. O(bins). Source: J. Lin (1991), Divergence measures based on the Shannon entropy, IEEE TIT 37, 145-151.
 *
 * @throws RangeError for counts that cannot be compared.
 */
export function jensenShannonDivergence(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [p, q] = pairOfShares('jensenShannonDivergence', first, second);
  let divergence = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const [a, b] = [p[bin] ?? 0, q[bin] ?? 0];
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log(b / middle)) / 2;
  }
  return Math.max(0, divergence);
}

/**
 * Hellinger distance of counts by bin or category, 0..1: a metric.
 *
 * H = sqrt(sum (sqrt p - sqrt q)^2 / 2). O(bins).
 * Source: E. Hellinger (1909), Journal fuer die reine und angewandte Mathematik 136, 210-271.
 *
 * @throws RangeError for counts that cannot be compared.
 */
export function hellingerDistance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [p, q] = pairOfShares('hellingerDistance', first, second);
  const squares = p.reduce((sum, share, bin) => sum + (Math.sqrt(share) - Math.sqrt(q[bin] ?? 0)) ** 2, 0);
  return Math.min(1, Math.sqrt(squares / 2));
}

/**
 * The largest difference of a share, over bins or categories: max |p - q|, 0..1. O(bins).
 *
 * @throws RangeError for counts that cannot be compared.
 */
export function largestShareDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [p, q] = pairOfShares('largestShareDifference', first, second);
  return p.reduce((largest, share, bin) => Math.max(largest, Math.abs(share - (q[bin] ?? 0))), 0);
}
