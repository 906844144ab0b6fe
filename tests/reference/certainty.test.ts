import { certifyThreshold } from '@steward/ml/certainty';
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
  // Not compared: several starts of the sequence (ours has one: each start would take its part of the risk), the risk
  // bound of conformal risk control and the conformal quantile, which nothing here uses.
});
