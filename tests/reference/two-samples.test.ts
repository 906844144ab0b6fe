import {
  countBins,
  countCategories,
  hellingerDistance,
  jensenShannonDivergence,
  populationStabilityIndex,
  wassersteinDistance,
} from '@steward/ml/distances';
import { studentTwoSided } from '@steward/ml/distributions';
import { sampleRatioTest } from '@steward/ml/sequential';
import {
  chiSquareTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  momentsOf,
  welchTest,
  type TestResult,
} from '@steward/ml/statistics';
import { describe, expect, test } from 'vitest';
import { hasReferenceData, readDriftCsv, readDriftJson } from './reference-data.ts';
import { sturgesCounts } from './sturges.ts';

interface Case {
  name: string;
  kind: 'numeric' | 'categorical';
  psi: number;
  bins: number;
  js_divergence_natural_log: number;
  js_distance_base2: number;
  hellinger: number;
  ks_statistic: number;
  ks_pvalue: number;
  wasserstein: number;
  wasserstein_normed_by_ref_std: number;
  mannwhitney_p: number;
  chi2_contingency_p: number;
  chi2_goodness_p: number;
}

const isHere = hasReferenceData();
const { cases, evidently_published_checks: published } = isHere
  ? (readDriftJson('two_sample_reference', 'expected.json') as {
      cases: Case[];
      evidently_published_checks: { case: string; test: string; value: number; tol: number }[];
    })
  : { cases: [], evidently_published_checks: [] };

function readSamples(name: string): [reference: string[], current: string[]] {
  const rows = readDriftCsv('two_sample_reference', `${name}.csv`);
  const of = (sample: string) => rows.filter(([which]) => which === sample).map(([, value]) => value ?? '');
  return [of('ref'), of('cur')];
}

function countsOf({ kind }: Case, [reference, current]: [string[], string[]]): [Uint32Array, Uint32Array] {
  // Those references take a number with at most 20 values for a category.
  if (kind === 'numeric' && new Set(reference).size > 20)
    return sturgesCounts(reference.map(Number), current.map(Number));
  const { first, second } = countCategories(reference, current);
  return [first, second];
}

/** The references fill empty bins with a fixed share, we with half an observation: theirs is given here. */
function emptyShareOf(...counts: Uint32Array[]): number {
  const shares = counts.flatMap((one) => {
    const total = one.reduce((sum, value) => sum + value, 0);
    return Array.from(one, (value) => value / total);
  });
  const least = Math.min(...shares.filter((share) => share > 0));
  return least <= 1e-4 ? least / 1e6 : 1e-4;
}

const pOf = (result: { status: string; pValue?: number }) => result.pValue ?? Number.NaN;

describe.skipIf(!isHere).each(cases)('$name', (expected) => {
  const samples = readSamples(expected.name);
  const [reference, current] = countsOf(expected, samples);

  test('distances of counts are those of the reference', () => {
    expect(reference).toHaveLength(expected.bins);
    const emptyShare = emptyShareOf(reference, current);
    expect(populationStabilityIndex(reference, current, { emptyShare })).toBeCloseTo(expected.psi, 9);
    const divergence = jensenShannonDivergence(reference, current);
    expect(divergence).toBeCloseTo(expected.js_divergence_natural_log, 9);
    expect(Math.sqrt(divergence / Math.LN2)).toBeCloseTo(expected.js_distance_base2, 9);
    expect(hellingerDistance(reference, current)).toBeCloseTo(expected.hellinger, 9);
  });

  test('tests of the samples are those of scipy', () => {
    if (expected.kind === 'categorical') {
      const p = pOf(chiSquareTest(reference, current));
      expect(p / expected.chi2_contingency_p).toBeCloseTo(1, 8);
      // The other takes the reference as known: it leaves out the noise of one of the two samples.
      if (Math.min(...reference) === 0) return;
      expect(pOf(sampleRatioTest(current, reference)) / expected.chi2_goodness_p).toBeCloseTo(1, 8);
      return;
    }
    const [first, second] = samples.map((sample) => sample.map(Number));
    const kolmogorovSmirnov = kolmogorovSmirnovTest(first ?? [], second ?? []);
    expect(kolmogorovSmirnov).toMatchObject({ status: 'tested', isExact: true });
    expect(kolmogorovSmirnov.status === 'tested' && kolmogorovSmirnov.statistic).toBeCloseTo(
      expected.ks_statistic,
      12,
    );
    expect(pOf(kolmogorovSmirnov) / expected.ks_pvalue).toBeCloseTo(1, 8);
    expect(pOf(mannWhitneyTest(first ?? [], second ?? [])) / expected.mannwhitney_p).toBeCloseTo(1, 8);
    const distance = wassersteinDistance(first ?? [], second ?? []);
    expect(distance).toBeCloseTo(expected.wasserstein, 9);
    const { n, variance } = momentsOf(first ?? []);
    // By the deviation with n below.
    const deviation = Math.sqrt((variance * (n - 1)) / n);
    expect(distance / deviation).toBeCloseTo(expected.wasserstein_normed_by_ref_std, 9);
  });
});

test.skipIf(!isHere)('bins of the reference alone hold equal shares of it', () => {
  const [reference] = readSamples('normal_same');
  const values = reference.map(Number);
  const sorted = values.toSorted((a, b) => a - b);
  const edges = Float64Array.from([1, 2, 3].map((quarter) => sorted[quarter * 250 - 1] ?? 0));
  expect([...countBins(values, edges)]).toEqual([250, 250, 250, 250]);
});

/** Of Welch's statistic, by the degrees of freedom of two samples of n with one variance. */
const pooledP = (result: TestResult, n: number) =>
  result.status === 'tested' ? studentTwoSided(result.statistic, 2 * n - 2) : Number.NaN;

test.skipIf(!isHere)('what evidently publishes of these samples is so, or not a test that we have', () => {
  const numbers = (name: string) => readSamples(name).map((sample) => sample.map(Number));
  const [first = [], second = []] = numbers('evidently_small_numeric');
  const [ones = [], others = []] = numbers('evidently_cat_1_6');
  const [a, b] = readSamples('evidently_cat_1_6');
  const { first: reference, second: current } = countCategories(a, b);
  const ours: Record<string, number> = {
    // Takes the reference as known; of two samples p is .8985, as above.
    'chi-square p': pOf(sampleRatioTest(current, reference)),
    hellinger: hellingerDistance(reference, current),
    // Theirs takes both variances for one. Of samples of one size that changes the degrees of freedom alone.
    't-test p': pooledP(welchTest(first, second), first.length),
    // Theirs is of one side, and is read as if it were of both: a shift to the other side has p near 1.
    'mann-whitney p': pOf(mannWhitneyTest(ones, others)) / 2,
  };
  // Cramer-von Mises does what Anderson-Darling and Epps-Singleton do: it sees any change of a distribution.
  const left = ['anderson-darling p', 'epps-singleton p'];
  expect(published).toHaveLength(6);
  for (const { test: name, value, tol } of published) {
    if (left.includes(name)) continue;
    expect({ name, isNear: Math.abs((ours[name] ?? NaN) - value) <= tol, got: ours[name] }).toMatchObject({
      ...{ name, isNear: true },
    });
  }
});
