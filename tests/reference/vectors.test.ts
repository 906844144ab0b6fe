import { hellingerDistance, largestShareDifference, countCategories } from '@steward/ml/distances';
import { sampleRatioTest, sequentialHalfWidth } from '@steward/ml/sequential';
import {
  benjaminiHochberg,
  clopperPearsonInterval,
  fisherTest,
  gTest,
  holm,
  kolmogorovSmirnovTest,
  wilsonInterval,
} from '@steward/ml/statistics';
import { expect, test } from 'vitest';
import { hasReferenceData, readVectors } from './reference-data.ts';

const isHere = hasReferenceData();
const pOf = (result: { status: string; pValue?: number }) => result.pValue ?? Number.NaN;
const near = (value: number, expected: number, tolerance: number) => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);
};

test.skipIf(!isHere)('sample-ratio mismatch is that of GrowthBook, save where it cannot be told', () => {
  for (const { inputs, expected, tolerance } of readVectors('experiment.srm')) {
    const { users, weights } = inputs as { users: number[]; weights: number[] };
    const pair = users.length === weights.length ? users : [...users, 0].slice(0, weights.length);
    const result = sampleRatioTest(pair, weights);
    if (result.status === 'tested' && users.length === weights.length) {
      near(result.pValue, expected as number, tolerance);
      continue;
    }
    // They give p = 1 for nobody, for one group, and where a group is missing; that was not tested, and is not said to be.
    expect(expected).toBe(1);
  }
});

test.skipIf(!isHere)('the sequential interval is that of GrowthBook', () => {
  for (const { inputs, expected, tolerance } of readVectors('experiment.sequential')) {
    const { alpha, tuning, control, treatment } = inputs as {
      alpha: number;
      tuning: number;
      control: { n: number };
      treatment: { n: number };
    };
    const { stddev, ciLower, ciUpper, ...found } = expected as Record<string, number>;
    const options = { standardError: stddev ?? 0, n: control.n + treatment.n, alpha, tuning };
    const half = sequentialHalfWidth(options, 1);
    if (ciLower !== undefined) near((found.expected ?? 0) - half, ciLower, tolerance);
    if (ciUpper !== undefined) near((found.expected ?? 0) + half, ciUpper, tolerance);
  }
});

test.skipIf(!isHere)('corrections for several tests are those of GrowthBook', () => {
  const [byFamily, byRate, pair] = readVectors('experiment.multiplicity');
  const given = (vector: typeof byFamily) => (vector?.inputs as { p: number[] }).p;
  const sorted = (byFamily?.expected as { adjusted: number[]; order: number[] }).adjusted;
  holm(given(byFamily))
    .toSorted((a, b) => a - b)
    .forEach((value, index) => near(value, sorted[index] ?? 0, 1e-9));
  const byIndex = (byRate?.expected as { adjustedByIndex: Record<string, number> }).adjustedByIndex;
  benjaminiHochberg(given(byRate)).forEach((value, index) => near(value, byIndex[index] ?? 0, 1e-8));
  expect(holm(given(pair))).toEqual((pair?.expected as { adjusted: number[] }).adjusted);
});

test.skipIf(!isHere)('tests and distances of categories are those of evidently', () => {
  const byName = new Map(readVectors('drift.categorical').map((vector) => [vector.name, vector]));
  const vectorOf = (name: string) => {
    const vector = byName.get(name);
    if (!vector) throw new Error(`there is no vector ${name}`);
    return vector as typeof vector & { inputs: { reference: never[]; current: never[] }; expected: number };
  };
  // evidently takes the reference's shares as known, which makes p too small: .8176 here. Of two samples it is .9037, by
  // scipy's chi2_contingency(lambda_="log-likelihood").
  const g = vectorOf('g-test');
  expect(pOf(gTest(g.inputs.reference, g.inputs.current))).toBeGreaterThan(g.expected);
  near(pOf(gTest(g.inputs.reference, g.inputs.current)), 0.9037, 1e-4);
  const hellinger = vectorOf('hellinger counts');
  const { reference, current } = hellinger.inputs;
  near(hellingerDistance(reference, current), hellinger.expected, hellinger.tolerance);
  for (const [name, vector] of byName) {
    if (name.startsWith('L-infinity')) {
      const { inputs } = vectorOf(name);
      const { first, second } = countCategories(inputs.reference, inputs.current);
      near(largestShareDifference(first, second), vectorOf(name).expected, vector.tolerance);
    }
    if (!name.startsWith('fisher')) continue;
    const { table } = vector.inputs as { table: [[number, number], [number, number]] };
    const [first, second] = table.map(([successes, others]) => ({ successes, n: successes + others }));
    if (first && second) near(fisherTest(first, second).pValue, vector.expected as number, vector.tolerance);
  }
});

test.skipIf(!isHere)('exact and published intervals and tests agree', () => {
  for (const { inputs, expected, tolerance } of readVectors('stats.proportion')) {
    const { k, n, confidence } = inputs as { k: number; n: number; confidence: number };
    const { wilson, clopperPearson } = expected as Record<string, [number, number]>;
    const [byScore, exact] = [wilsonInterval(k, n, confidence), clopperPearsonInterval(k, n, confidence)];
    near(byScore.low, wilson?.[0] ?? 0, tolerance);
    near(byScore.high, wilson?.[1] ?? 0, tolerance);
    near(exact.low, clopperPearson?.[0] ?? 0, tolerance);
    near(exact.high, clopperPearson?.[1] ?? 0, tolerance);
  }
  const small = readVectors('drift.numeric').find(({ name }) => name.startsWith('ks_2samp'));
  const { reference, current } = small?.inputs as { reference: number[]; current: number[] };
  const { D, p_exact } = small?.expected as { D: number; p_exact: number };
  const result = kolmogorovSmirnovTest(reference, current);
  near(result.status === 'tested' ? result.statistic : 0, D, 1e-9);
  near(pOf(result), p_exact, 1e-9);
});
