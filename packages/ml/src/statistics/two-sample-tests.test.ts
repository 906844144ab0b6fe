import { expect, test } from 'vitest';
import {
  chiSquareTest,
  conditionalChiSquareTest,
  cramerVonMisesTest,
  fisherTest,
  gTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  mcnemarTest,
  pairedPermutationTest,
  twoProportionTest,
  welchTest,
  type TestResult,
} from './index.ts';
import { createRandom } from '../random/index.ts';

// Expected values: scipy 1.10.1 and statsmodels 0.13.5, by the calls named, unless a test says otherwise.
const A = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
const B = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
const TIED = [1, 2, 2, 3, 3, 3, 4, 5, 5, 8, 8, 9];
const TIED_TOO = [2, 3, 3, 4, 5, 6, 6, 7, 9, 9, 9, 10, 12];

test('Welch: ttest_ind(equal_var=False) with its interval', () => {
  const result = welchTest(A, B);
  expect(result).toMatchObject({ status: 'tested', isExact: false });
  if (result.status !== 'tested') return;
  expect(result.statistic).toBeCloseTo(1.8594523396226919, 12);
  expect(result.pValue).toBeCloseTo(0.0951205647234383, 12);
  expect(result.degreesOfFreedom).toBeCloseTo(9.217031184611528, 10);
  // Student's quantile of @stdlib has eleven digits.
  expect(result.interval.low).toBeCloseTo(-0.8568341748471111, 9);
  expect(result.interval.high).toBeCloseTo(8.931834174847115, 9);
});

test('Welch: constant samples differ surely or not at all', () => {
  expect(welchTest([1, 1, 1], [1, 1])).toMatchObject({ statistic: 0, pValue: 1 });
  expect(welchTest([1, 1, 1], [2, 2])).toMatchObject({ pValue: 0, interval: { low: -1, high: -1 } });
});

test('Mann-Whitney: exact, and with ties by mannwhitneyu(method="asymptotic")', () => {
  const exact = mannWhitneyTest(A, B);
  expect(exact).toMatchObject({ statistic: 49, isExact: true });
  expect(exact.status === 'tested' && exact.pValue).toBeCloseTo(0.08298368298368297, 12);
  const tied = mannWhitneyTest(TIED, TIED_TOO);
  expect(tied).toMatchObject({ statistic: 45, isExact: false });
  expect(tied.status === 'tested' && tied.pValue).toBeCloseTo(0.07477008183239779, 12);
});

test('Mann-Whitney sees a shift to either side alike', () => {
  // A one-sided test reported as two-sided has p near 1 for one of the two.
  const low = A.map((value) => value - 20);
  const high = A.map((value) => value + 20);
  for (const shifted of [low, high]) {
    expect(mannWhitneyTest(A, shifted)).toMatchObject({ status: 'tested', isExact: true });
    const result = mannWhitneyTest(A, shifted);
    expect(result.status === 'tested' && result.pValue).toBeLessThan(0.01);
  }
});

test('Mann-Whitney: all values equal say nothing', () => {
  expect(mannWhitneyTest([3, 3, 3], [3, 3])).toMatchObject({ pValue: 1 });
});

test('Kolmogorov-Smirnov: ks_2samp(method="exact") for equal and unequal sizes', () => {
  const equal = kolmogorovSmirnovTest(A, B);
  expect(equal).toMatchObject({ statistic: 0.625, isExact: true });
  expect(equal.status === 'tested' && equal.pValue).toBeCloseTo(0.08702408702408701, 12);
  const unequal = kolmogorovSmirnovTest([1, 4, 6, 7, 9, 11, 12.5], [2, 3, 5, 8, 10, 13, 14, 15, 16]);
  expect(unequal.status === 'tested' && unequal.statistic).toBeCloseTo(4 / 9, 12);
  expect(unequal.status === 'tested' && unequal.pValue).toBeCloseTo(0.32377622377622384, 12);
});

test('Cramer-von Mises: cramervonmises_2samp(method="asymptotic")', () => {
  const result = cramerVonMisesTest(A, B);
  expect(result.status === 'tested' && result.statistic).toBeCloseTo(0.4375, 12);
  expect(result.status === 'tested' && result.pValue).toBeCloseTo(0.05788700364500943, 10);
});

test('Cramer-von Mises takes ties at once, so that rounding is no difference', () => {
  // By midranks, as in scipy 1.10, these two samples of the same ten values have p < 1e-6.
  const values = (each: number) => Array.from({ length: 10 * each }, (_, index) => index % 10);
  const result = cramerVonMisesTest(values(100), values(20));
  expect(result.status === 'tested' && result.pValue).toBeGreaterThan(0.99);
});

test('Cramer-von Mises of values that are mostly 0 is near the permutation p', () => {
  const zeros = (count: number) => new Array<number>(count).fill(0);
  const first = [...zeros(18), 9.5, 10, 1.5, 2.5, 2.75, 3, 3.5, 4, 5, 6, 7, 8];
  const second = [...zeros(33), 0.8, 1.2, 1.6, 2, 2.2, 2.6, 9];
  const result = cramerVonMisesTest(first, second);
  // 800,000 permutations drawn in numpy: .0177. Taken as if there were no ties it is .0055, by midranks .0021.
  expect(result.status === 'tested' && result.statistic).toBeCloseTo(0.8480782312925168, 12);
  expect(result.status === 'tested' && result.pValue).toBeGreaterThan(0.0177 / 1.3);
  expect(result.status === 'tested' && result.pValue).toBeLessThan(0.0177 * 1.3);
});

test('Chi-square of rare categories is near the permutation p, and that of common ones near chi-square', () => {
  const result = conditionalChiSquareTest(
    [5, 4, 1, 3, 0, 1, 0, 2, 1, 0, 1, 0],
    [2, 1, 1, 0, 3, 0, 2, 0, 1, 2, 0, 1],
  );
  // Two million tables of these margins by numpy's multivariate_hypergeometric(seed 5): .0613, the one seen counted half.
  expect(result.status === 'tested' && result.pValue).toBeCloseTo(0.0613, 2);
  const common = [
    [160, 180, 160, 140, 120, 120],
    [160, 160, 130, 160, 160, 90],
  ] as const;
  const p = (one: TestResult) => (one.status === 'tested' ? one.pValue : Number.NaN);
  expect(p(conditionalChiSquareTest(...common)) / p(chiSquareTest(...common))).toBeCloseTo(1, 1);
});

test('categories that occur once in all say nothing but how many of them each sample has', () => {
  expect(conditionalChiSquareTest([1, 1, 0, 0], [0, 0, 1, 1])).toMatchObject({ pValue: 1 });
  expect(conditionalChiSquareTest([9, 9], [1, 0])).toEqual({
    status: 'insufficient_data',
    needed: 2,
    has: 1,
  });
});

test('Fisher: tables that others publish', () => {
  // evidently's own tests: .033, .0021 and .00078 to three digits.
  const p = (a: number, n: number, b: number, m: number) =>
    fisherTest({ successes: a, n }, { successes: b, n: m }).pValue;
  expect(p(60, 90, 45, 90)).toBeCloseTo(0.033, 2);
  expect(p(6, 6, 0, 6)).toBeCloseTo(0.0021, 3);
  expect(p(90, 150, 60, 150)).toBeCloseTo(0.00078, 4);
});

test.each([
  [2_500, true],
  [60_000, false],
])('Kolmogorov-Smirnov of %d values each is near its limit', (n, isExact) => {
  // One of two interleaved samples moved until D sqrt(nm / (n+m)) = 1.1; kstwobign.sf(1.1) = .17772.
  const first = Array.from({ length: n }, (_, index) => index);
  const moved = Math.round(1.1 * Math.sqrt(2 / n) * n);
  const result = kolmogorovSmirnovTest(
    first,
    first.map((value) => value + moved - 0.5),
  );
  expect(result).toMatchObject({ isExact });
  expect(result.status === 'tested' && result.pValue).toBeCloseTo(0.1777, 2);
});

test('a tiny exact p-value of Kolmogorov-Smirnov keeps its digits', () => {
  // ks_2samp(range(300), range(150, 450), method="exact").
  const first = Array.from({ length: 300 }, (_, index) => index);
  const result = kolmogorovSmirnovTest(
    first,
    first.map((value) => value + 150),
  );
  expect(result.status === 'tested' && result.pValue / 1.8916976044931988e-34).toBeCloseTo(1, 9);
});

test('two proportions: proportions_ztest and confint_proportions_2indep(method="newcomb")', () => {
  const result = twoProportionTest({ successes: 45, n: 200 }, { successes: 60, n: 210 });
  expect(result.isExact).toBe(false);
  expect(result.statistic).toBeCloseTo(-1.4078711010373657, 12);
  expect(result.pValue).toBeCloseTo(0.1591692417635341, 12);
  expect(result.interval.low).toBeCloseTo(-0.14381749706342795, 12);
  expect(result.interval.high).toBeCloseTo(0.023932828551523788, 12);
});

test('two small proportions: fisher_exact', () => {
  const first = twoProportionTest({ successes: 3, n: 10 }, { successes: 9, n: 11 });
  expect(first.isExact).toBe(true);
  expect(first.pValue).toBeCloseTo(0.02997312285237981, 12);
  const second = twoProportionTest({ successes: 1, n: 20 }, { successes: 6, n: 36 });
  expect(second.pValue).toBeCloseTo(0.4015965166908562, 12);
});

test('McNemar: exact, and with continuity correction for many pairs', () => {
  expect(mcnemarTest(6, 17).pValue).toBeCloseTo(0.03468966484069824, 14);
  const many = mcnemarTest(600, 700);
  expect(many.isExact).toBe(false);
  expect(many.statistic).toBeCloseTo(7.53923076923077, 12);
  expect(many.pValue).toBeCloseTo(0.006036981097798615, 12);
  expect(mcnemarTest(0, 0).pValue).toBe(1);
});

test('chi-square and G of two samples: chi2_contingency', () => {
  const first = [16, 18, 16, 14, 12, 12];
  const second = [16, 16, 16, 16, 16, 8];
  const chiSquare = chiSquareTest(first, second);
  expect(chiSquare).toMatchObject({ status: 'tested', degreesOfFreedom: 5 });
  expect(chiSquare.status === 'tested' && chiSquare.statistic).toBeCloseTo(1.6224089635854342, 12);
  expect(chiSquare.status === 'tested' && chiSquare.pValue).toBeCloseTo(0.8985262394026607, 12);
  const g = gTest(first, second);
  expect(g.status === 'tested' && g.statistic).toBeCloseTo(1.6299560650379492, 12);
  expect(g.status === 'tested' && g.pValue).toBeCloseTo(0.8976032398668559, 12);
});

test('categories that nobody has say nothing', () => {
  const counts = [10, 0, 20];
  const others = [15, 0, 12];
  expect(chiSquareTest(counts, others)).toEqual(chiSquareTest([10, 20], [15, 12]));
  expect(gTest([5], [7])).toMatchObject({ statistic: 0, pValue: 1, degreesOfFreedom: 0 });
  expect(chiSquareTest([0, 0], [1, 2])).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
});

test('paired permutation: all 2^8 signs, counted by hand in numpy', () => {
  expect(pairedPermutationTest(A, B, { random: createRandom(1) })).toMatchObject({
    ...{ status: 'tested', pValue: 0.015625, isExact: true },
  });
});

test('a drawn permutation p is never 0, and near the exact one', () => {
  const first = Array.from({ length: 40 }, (_, index) => index + 5);
  const second = Array.from({ length: 40 }, (_, index) => index);
  const sure = pairedPermutationTest(first, second, { random: createRandom(1), draws: 999 });
  expect(sure).toMatchObject({ pValue: 1 / 1_000, isExact: false });
});
