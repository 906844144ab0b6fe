import { checkSamples, tooFew, type TestResult } from './test-result.ts';

/**
 * The two-sample Cramer-von Mises test: the squared distance between the two empirical distribution functions, over all
 * values. Sees shifts, spreads and shapes; its distribution has many more steps than Kolmogorov-Smirnov's, so that its
 * p-value at 5 % is one also for small samples.
 *
 * T = n1 n2 / N^2 sum over all N values z of (F1(z) - F2(z))^2, ties at once. p by the limit distribution, T brought to
 * its mean and variance: 1 - F(1/6 + (T - E T) / sqrt(45 Var T)). O(n log n).
 * Source: T. W. Anderson (1962), On the distribution of the two-sample Cramer-von Mises criterion, Annals of Mathematical
 * Statistics 33, 1148-1159, equations 2 and 9 to 14; F: T. W. Anderson and D. A. Darling (1952), equation 4.35. His
 * equation 10 by ranks is the same without ties; with midranks, as in scipy 1.10, it adds the ties' own spread, and
 * finds two samples of unequal size of one rounded distribution different nearly always.
 *
 * @throws RangeError for a value that is not finite.
 */
export function cramerVonMisesTest(first: ArrayLike<number>, second: ArrayLike<number>): TestResult {
  checkSamples('cramerVonMisesTest', first, second);
  const refusal = tooFew(2, first, second);
  if (refusal) return refusal;
  const [n1, n2] = [first.length, second.length];
  const [pairs, n] = [n1 * n2, n1 + n2];
  const statistic =
    (pairs / (n * n)) * squaredGaps(Float64Array.from(first).sort(), Float64Array.from(second).sort());
  const mean = (1 + 1 / n) / 6;
  const variance =
    ((n + 1) * (4 * pairs * n - 3 * (n1 * n1 + n2 * n2) - 2 * pairs)) / (45 * n * n * 4 * pairs);
  const pValue = limitTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
  return { status: 'tested', statistic, pValue, isExact: false };
}

/** Sum of (F1 - F2)^2 over the values of both samples, which are sorted. */
function squaredGaps(first: Float64Array, second: Float64Array): number {
  let [i, j, sum] = [0, 0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY);
    const before = i + j;
    while (i < first.length && first[i] === value) i += 1;
    while (j < second.length && second[j] === value) j += 1;
    sum += (i + j - before) * (i / first.length - j / second.length) ** 2;
  }
  return sum;
}

/** P(W > x) of the limit distribution of the statistic. */
function limitTail(x: number): number {
  if (x < 0.003) return 1;
  let [cdf, coefficient] = [0, 1];
  for (let j = 0; j < 20; j++) {
    // |C(-1/2, j)|, one factor at a time.
    if (j > 0) coefficient *= (j - 0.5) / j;
    const order = 4 * j + 1;
    const q = (order * order) / (16 * x);
    const term = coefficient * Math.sqrt(order) * expBessel(q);
    cdf += term;
    if (term < 1e-15 * cdf) break;
  }
  return Math.min(1, Math.max(0, 1 - cdf / (Math.PI * Math.sqrt(x))));
}

/** exp(-q) K_1/4(q): K_v(q) = integral of exp(-q cosh t) cosh(v t) over t > 0, by the trapezoid rule. */
function expBessel(q: number): number {
  if (2 * q > 700) return 0;
  const step = 1 / 64;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step; ; t += step) {
    const term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    sum += term;
    if (term < 1e-18 * sum || term === 0) return sum * step;
  }
}
