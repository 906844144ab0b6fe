import { momentsOf } from './moments.ts';
import { checkSamples } from './test-result.ts';

/**
 * Hedges' g: difference of two means in pooled standard deviations, corrected for small samples.
 *
 * g = J (m1 - m2) / s, s^2 = ((n1-1) v1 + (n2-1) v2) / (n1 + n2 - 2), J = 1 - 3 / (4 (n1 + n2 - 2) - 1). Null for fewer
 * than 2 values in a sample, or where neither varies. About .2 is small, .5 medium, .8 large (Cohen). O(n).
 * Source: L. V. Hedges (1981), Distribution theory for Glass's estimator of effect size, Journal of Educational
 * Statistics 6, 107-128, equation 6e approximated as there.
 *
 * @throws RangeError as `momentsOf`.
 */
export function hedgesG(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  checkSamples('hedgesG', first, second);
  const [a, b] = [momentsOf(first), momentsOf(second)];
  const degrees = a.n + b.n - 2;
  if (Math.min(a.n, b.n) < 2) return null;
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / degrees;
  if (pooled === 0) return null;
  return ((a.mean - b.mean) / Math.sqrt(pooled)) * (1 - 3 / (4 * degrees - 1));
}

/**
 * Cliff's delta: the share of pairs in which the first sample's value is larger, less that in which it is smaller; -1..1.
 *
 * delta = (#{x > y} - #{x < y}) / (n1 n2), so ties count as neither. Null for an empty sample. O(n log n).
 * Source: N. Cliff (1993), Dominance statistics, Psychological Bulletin 114, 494-509.
 *
 * @throws RangeError for a value that is not finite.
 */
export function cliffsDelta(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  checkSamples('cliffsDelta', first, second);
  const [n1, n2] = [first.length, second.length];
  if (n1 === 0 || n2 === 0) return null;
  const [a, b] = [Float64Array.from(first).sort(), Float64Array.from(second).sort()];
  // For each value of the first sample, those of the second below it, less those above it.
  let [below, notAbove, balance] = [0, 0, 0];
  for (const value of a) {
    while (below < n2 && (b[below] ?? 0) < value) below += 1;
    notAbove = Math.max(notAbove, below);
    while (notAbove < n2 && b[notAbove] === value) notAbove += 1;
    balance += below - (n2 - notAbove);
  }
  return balance / (n1 * n2);
}

/**
 * Cohen's h: difference of two shares on the arcsine scale, where equal differences are equally hard to see.
 *
 * h = 2 asin sqrt p1 - 2 asin sqrt p2. O(1). Source: J. Cohen (1988), Statistical power analysis, section 6.2.
 *
 * @throws RangeError for a share outside of 0..1.
 */
export function cohensH(first: number, second: number): number {
  if (![first, second].every((share) => share >= 0 && share <= 1)) {
    throw new RangeError(`cohensH needs shares of 0..1, got ${first} and ${second}`);
  }
  return 2 * Math.asin(Math.sqrt(first)) - 2 * Math.asin(Math.sqrt(second));
}

/**
 * Cramer's V of two samples of categories: how much of the chi-square statistic that would be possible is there, 0..1.
 *
 * V = sqrt(X^2 / n), as a table of two rows has min(rows, columns) - 1 = 1. O(1).
 * Source: H. Cramer (1946), Mathematical methods of statistics, section 21.9.
 *
 * @throws RangeError unless statistic >= 0 and n > 0.
 */
export function cramersV(statistic: number, n: number): number {
  if (!(statistic >= 0 && n > 0))
    throw new RangeError(`cramersV needs a statistic and n > 0, got ${statistic}, ${n}`);
  return Math.min(1, Math.sqrt(statistic / n));
}
