import { chiSquareTest, type CountsTested } from './contingency-test.ts';
import type { InsufficientData } from './test-result.ts';
import { threeMomentTail } from './three-moments.ts';

/**
 * Chi-square test of two samples of categories that holds when many categories are rare: no rule of five. Categories that
 * occur once in both samples together count as one, as a single one cannot be in both.
 *
 * X^2 as of `chiSquareTest`. Given how often each category occurs in both, its mean is (c - 1) n / (n - 1) and its variance
 * 2 n / (n - 3) (v1 - w1) (v2 - w2) + n^2 / (n - 1) w1 w2, exactly, with v1 = (n - 2) / (n - 1),
 * w1 = (n^2 / (n1 n2) - 4) / (n - 2), v2 = (c - 1) (n - c) / (n - 1), w2 = (n sum 1/t - c^2) / (n - 2) for c categories that
 * occur t times. p is that of the shifted gamma distribution with this mean and variance, and the skewness of a sum of
 * squared binomials; with many of each category it is that of chi-square. Categories that occur twice leave less spread
 * than c - 1 degrees of freedom, and one sample much smaller than the other more. At least 2 observations each. One
 * category gives p = 1. O(categories).
 * Source: J. B. S. Haldane (1940), The mean and variance of chi^2 when used as a test of homogeneity when expectations are
 * small, Biometrika 31, 346-355; P. W. Mielke and K. J. Berry (1985), Non-asymptotic inferences based on the chi-square
 * statistic for r by c contingency tables, Journal of Statistical Planning and Inference 12, 41-45, who take the exact
 * third moment too.
 *
 * @throws RangeError as `chiSquareTest`.
 */
export function conditionalChiSquareTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): CountsTested | InsufficientData {
  const checked = chiSquareTest(first, second);
  if (checked.status !== 'tested') return checked;
  const [a, b] = joinSingles(first, second);
  const [n1, n2] = [totalOf(a), totalOf(b)];
  const has = Math.min(n1, n2);
  if (has < 2) return { status: 'insufficient_data', needed: 2, has };
  const result = chiSquareTest(a, b);
  if (result.status !== 'tested') return result;
  const n = n1 + n2;
  const categories = a.length;
  const inverses = a.reduce((sum, count, index) => sum + 1 / (count + (b[index] ?? 0)), 0);
  const mean = ((categories - 1) * n) / (n - 1);
  const [v1, v2] = [(n - 2) / (n - 1), ((categories - 1) * (n - categories)) / (n - 1)];
  const w1 = ((n * n) / (n1 * n2) - 4) / (n - 2);
  const w2 = (n * inverses - categories * categories) / (n - 2);
  const variance = ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) + ((n * n) / (n - 1)) * w1 * w2;
  // One category, or the same shares: nothing else, or nothing less, could have been seen.
  if (variance < 1e-9 || result.statistic < 1e-9) return { ...result, pValue: 1 };
  const times = a.map((count, index) => count + (b[index] ?? 0));
  const skewness = skewnessOf(times, n1 / n);
  return { ...result, pValue: threeMomentTail(result.statistic, { mean, variance, skewness }) };
}

/** Counts of the categories that either sample has, those that occur once as one. */
function joinSingles(first: ArrayLike<number>, second: ArrayLike<number>): [number[], number[]] {
  const [a, b]: [number[], number[]] = [[], []];
  let [onceInFirst, onceInSecond] = [0, 0];
  for (let category = 0; category < first.length; category++) {
    const [x, y] = [first[category] ?? 0, second[category] ?? 0];
    if (x + y === 1) {
      onceInFirst += x;
      onceInSecond += y;
    } else if (x + y > 1) {
      a.push(x);
      b.push(y);
    }
  }
  if (onceInFirst + onceInSecond > 0) {
    a.push(onceInFirst);
    b.push(onceInSecond);
  }
  return [a, b];
}

/**
 * Skewness of the statistic as the sum over all categories but the most frequent, which the others decide, each binomial
 * on its own: of (x - E x)^2 / Var x, by its central moments of order 2, 4 and 6.
 */
function skewnessOf(times: readonly number[], share: number): number {
  const u = share * (1 - share);
  const most = times.indexOf(times.reduce((largest, t) => Math.max(largest, t), 0));
  let [variance, third] = [0, 0];
  for (const [category, t] of times.entries()) {
    if (category === most) continue;
    const s = t * u;
    const fourth = 3 + (1 - 6 * u) / s;
    const sixth = 15 + (25 - 130 * u) / s + (1 - 30 * u + 120 * u * u) / (s * s);
    variance += fourth - 1;
    third += sixth - 3 * fourth + 2;
  }
  return variance > 0 ? third / variance ** 1.5 : 0;
}

function totalOf(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0);
}
