import { checkSamples, tooFew, type TestResult } from './test-result.ts';
import { threeMomentTail, type ThreeMoments } from './three-moments.ts';

/**
 * The two-sample Cramer-von Mises test: the squared distance between the two empirical distribution functions, over all
 * values. Sees shifts, spreads and shapes; its distribution has many more steps than Kolmogorov-Smirnov's, so that its
 * p-value at 5 % is one also for small samples.
 *
 * T = n1 n2 / N^2 sum over all N values z of (F1(z) - F2(z))^2, ties at once. Without ties p is that of the limit
 * distribution, T brought to its mean and variance: 1 - F(1/6 + (T - E T) / sqrt(45 Var T)). With ties T is a sum of fewer
 * and heavier parts (a feature that is 0 in most rows is nearly one binomial): p then is that of the shifted gamma
 * distribution with the mean of T, which is exact, and its variance and skewness in the limit, given how often each value
 * occurs. Without that, a feature with 60 % zeros raises 12 % of false alarms at 5 %. O(n log n).
 * Source: T. W. Anderson (1962), On the distribution of the two-sample Cramer-von Mises criterion, Annals of Mathematical
 * Statistics 33, 1148-1159, equations 2 and 9 to 14; F: T. W. Anderson and D. A. Darling (1952), equation 4.35. His
 * equation 10 by ranks is the same without ties; with midranks, as in scipy 1.10, it adds the ties' own spread, and
 * finds two samples of unequal size of one rounded distribution different nearly always. Moments with ties: those of the
 * quadratic form of a Brownian bridge at the steps, 2 tr K^2 and 8 tr K^3, K(s, t) = min(s, t) - s t.
 *
 * @throws RangeError for a value that is not finite.
 */
export function cramerVonMisesTest(first: ArrayLike<number>, second: ArrayLike<number>): TestResult {
  checkSamples('cramerVonMisesTest', first, second);
  const refusal = tooFew(2, first, second);
  if (refusal) return refusal;
  const [n1, n2] = [first.length, second.length];
  const [pairs, n] = [n1 * n2, n1 + n2];
  const { sum, ties } = compareSteps(Float64Array.from(first).sort(), Float64Array.from(second).sort());
  const statistic = (pairs / (n * n)) * sum;
  const variance =
    ((n + 1) * (4 * pairs * n - 3 * (n1 * n1 + n2 * n2) - 2 * pairs)) / (45 * n * n * 4 * pairs);
  const pValue = ties
    ? threeMomentTail(statistic, momentsOfTies(ties, 45 * variance))
    : limitTail(1 / 6 + (statistic - (1 + 1 / n) / 6) / Math.sqrt(45 * variance));
  return { status: 'tested', statistic, pValue, isExact: false };
}

/** Sum of (F1 - F2)^2 over the values of both sorted samples, and how often each value occurs where any does twice. */
function compareSteps(first: Float64Array, second: Float64Array): { sum: number; ties: Uint32Array | null } {
  const occurs = new Uint32Array(first.length + second.length);
  let [i, j, sum, steps] = [0, 0, 0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY);
    const before = i + j;
    while (i < first.length && first[i] === value) i += 1;
    while (j < second.length && second[j] === value) j += 1;
    occurs[steps++] = i + j - before;
    sum += (i + j - before) * (i / first.length - j / second.length) ** 2;
  }
  return { sum, ties: steps === occurs.length ? null : occurs.subarray(0, steps) };
}

/**
 * Moments of the statistic given how often each value occurs, in their order; `finite` is the variance without ties for
 * these sizes over that in the limit.
 *
 * With s the share of values up to a step, w that of its own and r = 1 - s: K of two steps is s r of the lower and the
 * upper one, so that tr K^2 and tr K^3, sums over two and three steps, are summed in one pass.
 */
function momentsOfTies(occurs: Uint32Array, finite: number): ThreeMoments {
  const n = occurs.reduce((total, count) => total + count, 0);
  // Over the lower step, and the lower two of three; how often each order of them occurs is counted in.
  let [one, two] = [0, 0];
  let [mean, squares, cubes, reached] = [0, 0, 0, 0];
  for (const count of occurs) {
    reached += count;
    const [w, s] = [count / n, reached / n];
    const [below, above] = [w * s * s, w * (1 - s) ** 2];
    const own = w * s * (1 - s);
    mean += own;
    squares += own * own + 2 * above * one;
    cubes += own ** 3 + 3 * above * (two + one * own);
    two += own * (below + 2 * one);
    one += below;
  }
  return {
    mean: (mean * n) / (n - 1),
    variance: 2 * squares * finite,
    skewness: (8 * cubes) / (2 * squares) ** 1.5,
  };
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
