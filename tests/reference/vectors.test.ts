import {
  countCategories,
  energyDistance,
  hellingerDistance,
  jensenShannonDivergence,
  largestShareDifference,
  populationStabilityIndex,
  wassersteinDistance,
} from '@steward/ml/distances';
import { normalQuantile } from '@steward/ml/distributions';
import { sampleRatioTest, sequentialHalfWidth } from '@steward/ml/sequential';
import {
  benjaminiHochberg,
  chiSquareTest,
  clopperPearsonInterval,
  compareMeans,
  expectedLoss,
  fisherTest,
  gTest,
  holm,
  kolmogorovSmirnovTest,
  momentsOf,
  momentsOfSums,
  powerOf,
  relativeDifference,
  sampleFactor,
  wilsonInterval,
} from '@steward/ml/statistics';
import { expect, test } from 'vitest';
import { hasReferenceData, readDriftJson, readVectors } from './reference-data.ts';
import { sturgesCounts } from './sturges.ts';

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

/** A group of an experiment as GrowthBook gives it. */
interface Group {
  n: number;
  sum: number;
  sumSquares: number;
}
interface Pair {
  control: Group;
  treatment: Group;
  differenceType: 'absolute' | 'relative';
  alpha: number;
}

function differenceOf({ control, treatment, differenceType }: Pair) {
  const [first, second] = [momentsOfSums(control), momentsOfSums(treatment)];
  if (differenceType === 'relative') return relativeDifference(first, second);
  const standardError = Math.sqrt(first.variance / first.n + second.variance / second.n);
  return { estimate: second.mean - first.mean, standardError };
}

test.skipIf(!isHere)('differences, their errors and one-sided tests are those of GrowthBook', () => {
  const vectors = [...readVectors('experiment.frequentist'), ...readVectors('experiment.sequential')];
  for (const { inputs, expected, tolerance } of vectors) {
    const found = differenceOf(inputs as Pair);
    const given = expected as Record<string, number>;
    near(found.estimate, given.expected ?? 0, tolerance);
    near(found.standardError, given.stddev ?? 0, tolerance);
  }
  const [vector] = readVectors('experiment.frequentist');
  const { control, treatment, alpha } = vector?.inputs as Pair;
  const { ciLower, pValue } = vector?.expected as { ciLower: number; pValue: number };
  // One side of ours at twice the chance: the difference is above 0.
  const ours = compareMeans(momentsOfSums(treatment), momentsOfSums(control), 1 - 2 * alpha);
  if (ours.status !== 'tested') throw new Error('it was not tested');
  near(ours.interval.low, ciLower, 1e-5);
  near(ours.pValue / 2, pValue, 1e-5);
});

test.skipIf(!isHere)(
  'power is that of GrowthBook, save where it takes a wide interval for a noisy estimate',
  () => {
    const [variance, power, sequential, scaling] = readVectors('experiment.power');
    const given = variance?.inputs as Record<'varA' | 'meanA' | 'nA' | 'varB' | 'meanB' | 'nB', number>;
    const first = { n: given.nA, mean: given.meanA, variance: given.varA };
    const second = { n: given.nB, mean: given.meanB, variance: given.varB };
    near(relativeDifference(first, second).standardError ** 2, variance?.expected as number, 1e-5);

    const plan = power?.inputs as Record<'effect' | 'mean' | 'variance' | 'n' | 'nVariations', number>;
    const group = (mean: number) => ({ n: plan.n / plan.nVariations, mean, variance: plan.variance });
    const { effect } = plan;
    const { standardError } = relativeDifference(group(plan.mean), group(plan.mean * (1 + effect)));
    near(powerOf({ effect, standardError }), power?.expected as number, 1e-5);

    // For a sequential interval they multiply the standard error by how much wider it is than 1.96 of them, and then ask how
    // often an estimate that noisy lies beyond 1.96: .206. But the estimate is no noisier for being judged more strictly: it
    // lies beyond the wider interval with probability .072, as 3.47 standard errors are what it has to reach and 2.01 what
    // it has.
    const critical = sequentialHalfWidth({ standardError: 1, n: (2 * plan.n) / plan.nVariations });
    const inflated = (standardError * critical) / normalQuantile(0.975);
    near(powerOf({ effect, standardError: inflated }), sequential?.expected as number, 1e-5);
    near(powerOf({ effect, standardError, critical }), 0.07206, 1e-5);

    // Theirs is how many times the present sample is to be added, found by halving until the power is within 1e-4.
    const now = differenceOf(scaling?.inputs as Pair);
    const { mde, targetPower } = scaling?.inputs as { mde: number; targetPower: number };
    const factor = sampleFactor({ effect: mde, standardError: now.standardError, power: targetPower });
    near(factor - 1, scaling?.expected as number, 1e-3);
  },
);

test.skipIf(!isHere)('the expected loss is that of GrowthBook', () => {
  for (const { inputs, expected, tolerance } of readVectors('experiment.bayesian')) {
    const { mu, sigma } = inputs as { mu: number; sigma: number };
    const { keeping, changing } = expectedLoss(mu, sigma);
    const [ofControl, ofTreatment] = expected as [number, number];
    near(keeping, ofControl, tolerance);
    near(changing, ofTreatment, tolerance);
  }
});

test.skipIf(!isHere)('tests and distances of numbers are those of evidently', () => {
  const vectors = readVectors('drift.numeric');
  const energy = vectors.find(({ name }) => name.startsWith('energy'));
  const small = energy?.inputs as { reference: number[]; current: number[] };
  near(energyDistance(small.reference, small.current), energy?.expected as number, energy?.tolerance ?? 0);
  const pair = vectors.find(({ name }) => name.startsWith('lognormal'));
  const { reference, current } = pair?.inputs as { reference: number[]; current: number[] };
  const expected = pair?.expected as Record<
    'psi' | 'jensenshannon' | 'wasserstein_norm' | 'ks_stat' | 'ks_p' | 'bins',
    number
  >;
  // Their bins are of equal width over both samples pooled, which move with the drift that they are to measure and leave
  // most of a skewed feature in one; ours are deciles of the reference. Counted in theirs, the distances agree.
  const counts = sturgesCounts(reference, current);
  expect(counts[0]).toHaveLength(expected.bins);
  near(populationStabilityIndex(...counts, { emptyShare: 1e-4 }), expected.psi, 1e-6);
  near(Math.sqrt(jensenShannonDivergence(...counts)), expected.jensenshannon, 1e-6);
  const { n, variance } = momentsOf(reference);
  // By the deviation with n below, which is that of the values at hand, not of what they are drawn from.
  const deviation = Math.sqrt((variance * (n - 1)) / n);
  near(wassersteinDistance(reference, current) / deviation, expected.wasserstein_norm, 1e-6);
  const result = kolmogorovSmirnovTest(reference, current);
  near(result.status === 'tested' ? result.statistic : 0, expected.ks_stat, 1e-9);
  near(pOf(result), expected.ks_p, 1e-6);
});

test.skipIf(!isHere)('a band of deviations around a mean is that of NannyML', () => {
  for (const { inputs, expected, tolerance } of readVectors('monitor.threshold')) {
    const { data, multiplier } = inputs as { data: number[]; multiplier: number };
    const { n, mean, variance } = momentsOf(data);
    // They divide by n; by n - 1, as ours does, the band is 5 % wider for ten values, and holds what it says.
    const half = multiplier * Math.sqrt((variance * (n - 1)) / n);
    const [low, high] = expected as [number, number];
    near(mean - half, low, tolerance);
    near(mean + half, high, tolerance);
  }
});

test.skipIf(!isHere)(
  'the detectors of the vectors are those that are compared over the streams of river',
  () => {
    const { tests } = readDriftJson('river_reference', 'expected.json') as {
      tests: { detector: string; params: { two_sided_test?: boolean }; stream: string; drift_at: number[] }[];
    };
    for (const { name, inputs, expected } of readVectors('drift.online')) {
      const { stream, twoSided = false } = inputs as { stream: string; twoSided?: boolean };
      const same = tests.find(
        (one) =>
          name.startsWith(one.detector) &&
          one.stream === stream &&
          (one.params.two_sided_test ?? false) === twoSided,
      );
      expect({ name, driftAt: same?.drift_at }).toEqual({ name, driftAt: expected });
    }
  },
);

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
  // The same of chi-square: .67309, which raises a third of false alarms at 5 %; of two samples it is .8985.
  const fit = vectorOf('chi-square GOF counts');
  near(pOf(sampleRatioTest(fit.inputs.current, fit.inputs.reference)), fit.expected, fit.tolerance);
  near(pOf(chiSquareTest(fit.inputs.reference, fit.inputs.current)), 0.8985, 1e-4);
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
