import { equalMassCuts, estimatePerformance } from '@steward/ml/calibration';
import { certifyThreshold } from '@steward/ml/certainty';
import { conformalQuantile } from '@steward/ml/conformal';
import { binomialCdf } from '@steward/ml/distributions';
import { clopperPearsonUpper } from '@steward/ml/statistics';
import { expect, test } from 'vitest';
import { hasReferenceData, readVectors } from './reference-data.ts';

const isHere = hasReferenceData();

interface Labelled {
  n: number;
  errors: number;
  alpha: number;
  delta: number;
}

test.skipIf(!isHere)('what MAPIE certifies is certified, by the exact tail instead of a bound on it', () => {
  const certified = readVectors('risk.control').filter(({ name }) => name.startsWith('binomial LTT'));
  expect(certified).toHaveLength(3);
  for (const { inputs, expected, tolerance } of certified) {
    const { n, errors, alpha, delta } = inputs as Labelled;
    const { clopperPearsonUpper90, certified: isCertified } = expected as Record<string, unknown>;
    // All of one confidence, so that the whole is tested at once.
    const judged = Array.from({ length: n }, (_, index) => ({ confidence: 0.9, isRight: index >= errors }));
    const result = certifyThreshold(judged, { maxWrong: alpha, risk: delta });
    expect(result.status === 'certified').toBe(isCertified);
    expect(result).toMatchObject({ n, wrong: errors });
    const upper = clopperPearsonUpper(errors, n, 1 - delta);
    expect(Math.abs(upper - (clopperPearsonUpper90 as number))).toBeLessThanOrEqual(tolerance);
  }
});

test.skipIf(!isHere)('for labels that are right or wrong the tail is that of MAPIE', () => {
  const tails = readVectors('risk.control').filter(({ name }) => name.startsWith('HB p-value'));
  const compared = tails.filter(({ inputs, expected, tolerance }) => {
    const { n, alpha, rHat, binaryLoss } = inputs as Record<string, number> & { binaryLoss: boolean };
    // For other losses theirs is the bound of Hoeffding and Bentkus, ours a bet: no value to compare, and far more power.
    if (!binaryLoss || n === undefined || alpha === undefined || rHat === undefined) return false;
    expect(Math.abs(binomialCdf(n * rHat, n, alpha) - (expected as number))).toBeLessThanOrEqual(tolerance);
    return true;
  });
  expect(compared).toHaveLength(2);
});

test.skipIf(!isHere)('the other values of MAPIE are left for a reason each', () => {
  const compared = /^binomial LTT|^HB p-value .*binary=True|^split conformal/;
  const rest = readVectors('risk.control').filter(({ name }) => !compared.test(name));
  const reasons: [RegExp, string][] = [
    [
      /^HB p-value .*binary=False/,
      'a bound by Hoeffding and Bentkus; ours is a bet, which needs fewer labels',
    ],
    [
      /^fixed sequence multi-start/,
      'each further start of the sequence takes its part of the risk; ours has one',
    ],
    [/^CRC bound/, 'conformal risk control holds on average, (n r + 1) / (n + 1), not with a probability'],
  ];
  for (const [names] of reasons) expect(rest.some(({ name }) => names.test(name))).toBe(true);
  expect(rest.filter(({ name }) => !reasons.some(([names]) => names.test(name)))).toEqual([]);
});

test.skipIf(!isHere)('what is expected without labels is what NannyML expects', () => {
  for (const { inputs, expected, tolerance } of readVectors('monitor.cbpe')) {
    const { p, threshold } = inputs as { p: number[]; threshold: number };
    const { tp, fp, tn, fn, ...shares } = expected as Record<string, number>;
    const estimate: Record<string, unknown> = { ...estimatePerformance(p, threshold) };
    const counts = { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn };
    for (const [name, value] of Object.entries({ ...counts, ...shares })) {
      expect({ name, isNear: Math.abs((estimate[name] as number) - (value ?? NaN)) <= tolerance }).toEqual({
        name,
        isNear: true,
      });
    }
  }
});

test.skipIf(!isHere)('the conformal quantile has the rank of MAPIE', () => {
  const ranks = readVectors('risk.control').filter(({ name }) => name.startsWith('split conformal'));
  expect(ranks).toHaveLength(1);
  for (const { inputs, expected } of ranks) {
    const { scores, alpha } = inputs as { scores: number[]; alpha: number };
    expect(conformalQuantile(scores, alpha)).toBe((expected as { quantile: number }).quantile);
  }
});

test.skipIf(!isHere)('the calibration error cuts its bins where NannyML does', () => {
  const [vector, ...more] = readVectors('calibration');
  expect(more).toEqual([]);
  const { vectorLength, binCount } = vector?.inputs as { vectorLength: number; binCount: number };
  expect(equalMassCuts(vectorLength, binCount)).toEqual(vector?.expected);
});
