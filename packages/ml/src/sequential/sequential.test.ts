import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { clopperPearsonInterval, momentsOf } from '../statistics/index.ts';
import {
  adjustByCuped,
  proportionSequence,
  SAMPLE_RATIO_ALARM,
  sampleRatioTest,
  sequentialHalfWidth,
  sequentialInterval,
} from './index.ts';

test('the sequential interval is that of GrowthBook', () => {
  // Their test SequentialOneSided "greater" and "lesser", absolute: -.12656844 and .59532177 around .23437667.
  const half = sequentialHalfWidth({ standardError: 0.12983081254184736, n: 6_461 }, 1);
  expect(0.23437666666666668 - half).toBeCloseTo(-0.12656844172804982, 8);
  expect(0.23437666666666668 + half).toBeCloseTo(0.5953217750613832, 8);
});

test('looked at after every observation, few of the sequential intervals ever miss; fixed ones mostly do', () => {
  const random = createRandom(21);
  let [missed, fixedMissed] = [0, 0];
  for (let run = 0; run < 300; run++) {
    let [sum, squares, isOut, isFixedOut] = [0, 0, false, false];
    for (let n = 1; n <= 2_000; n++) {
      const value = random.normal();
      sum += value;
      squares += value * value;
      if (n < 50) continue;
      const mean = sum / n;
      const standardError = Math.sqrt((squares / n - mean * mean) / n);
      const { low, high } = sequentialInterval(mean, { standardError, n, tuning: 1_000 });
      if (low > 0 || high < 0) isOut = true;
      if (Math.abs(mean) > 1.96 * standardError) isFixedOut = true;
    }
    if (isOut) missed += 1;
    if (isFixedOut) fixedMissed += 1;
  }
  expect(missed / 300).toBeLessThan(0.08);
  expect(fixedMissed / 300).toBeGreaterThan(0.25);
});

test.each([0.02, 0.3, 0.5])(
  'the sequence for a share of %d is left in at most alpha of all runs',
  (share) => {
    const random = createRandom(22);
    const runs = 250;
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      let successes = 0;
      for (let n = 1; n <= 400; n++) {
        if (random.uniform() < share) successes += 1;
        const { low, high } = proportionSequence(successes, n, 0.1);
        if (share < low || share > high) {
          missed += 1;
          break;
        }
      }
    }
    // .1 plus two standard errors.
    expect(missed / runs).toBeLessThan(0.138);
  },
);

test('the sequence is wider than the interval for one look, and narrows', () => {
  for (const n of [20, 200, 2_000]) {
    const [always, once] = [proportionSequence(n / 10, n), clopperPearsonInterval(n / 10, n)];
    expect(always.low).toBeLessThan(once.low);
    expect(always.high).toBeGreaterThan(once.high);
  }
  expect(proportionSequence(0, 0)).toEqual({ low: 0, high: 1 });
  expect(proportionSequence(0, 50).low).toBe(0);
  expect(proportionSequence(50, 50).high).toBe(1);
  expect(proportionSequence(200, 2_000).high).toBeLessThan(proportionSequence(20, 200).high);
});

test('groups of the wrong size are seen, groups of weight 0 and nobody say nothing', () => {
  // GrowthBook's test of its SRM check.
  const mismatch = sampleRatioTest([1_000, 1_200], [0.5, 0.5]);
  expect(mismatch.status === 'tested' && mismatch.pValue).toBeCloseTo(0.000020079, 9);
  expect(mismatch.status === 'tested' && mismatch.pValue).toBeLessThan(SAMPLE_RATIO_ALARM);
  expect(sampleRatioTest([1_000, 1_200, 900], [0.5, 0.5, 0])).toEqual(mismatch);
  expect(sampleRatioTest([0, 0], [1, 1]).status).toBe('insufficient_data');
  expect(sampleRatioTest([10, 3], [1, 0]).status).toBe('insufficient_data');
  expect(() => sampleRatioTest([1], [1, 1])).toThrow(RangeError);
});

test('CUPED takes off what was there before, and leaves the effect', () => {
  const random = createRandom(23);
  const group = (effect: number) => {
    const before = Float64Array.from({ length: 4_000 }, () => random.normal());
    return { before, outcome: before.map((x) => 2 * x + effect + random.normal()) };
  };
  const [treated, control] = [group(0.3), group(0)];
  const result = adjustByCuped(treated, control);
  if (result.status !== 'adjusted') throw new Error('it was not adjusted');
  expect(result.theta).toBeCloseTo(2, 1);
  // Of the variance of 2 x + noise, 5, four fifths are x.
  expect(result.varianceReduction).toBeCloseTo(0.8, 1);
  expect(result.groups[0].variance).toBeLessThan(momentsOf(treated.outcome).variance / 3);
  expect(result.groups[0].mean - result.groups[1].mean).toBeCloseTo(0.3, 1);
});

test('CUPED with nothing before takes nothing off', () => {
  const constant = { before: [1, 1, 1], outcome: [1, 2, 3] };
  const result = adjustByCuped(constant, { before: [1, 1], outcome: [2, 4] });
  expect(result).toMatchObject({ theta: 0, varianceReduction: 0, groups: [{ mean: 2 }, { mean: 3 }] });
  expect(adjustByCuped({ before: [1], outcome: [1] }, constant).status).toBe('insufficient_data');
  expect(() => adjustByCuped({ before: [1, 2], outcome: [1] }, constant)).toThrow(RangeError);
});

test('refuses what is no chance and no count', () => {
  expect(() => sequentialHalfWidth({ standardError: 1, n: 0 })).toThrow(RangeError);
  expect(() => sequentialHalfWidth({ standardError: 1, n: 10, alpha: 0.5 }, 1)).toThrow(RangeError);
  expect(() => proportionSequence(3, 2)).toThrow(RangeError);
  expect(() => proportionSequence(1, 2, 0)).toThrow(RangeError);
});

test('refuses what would make the test or the interval no number', () => {
  expect(() => sampleRatioTest([Number.POSITIVE_INFINITY, 1], [1, 1])).toThrow(RangeError);
  expect(() => sequentialHalfWidth({ standardError: 1, n: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  expect(() => sequentialHalfWidth({ standardError: Number.POSITIVE_INFINITY, n: 9 })).toThrow(RangeError);
});

test("the sequence is where the mixture over Jeffreys' prior says", () => {
  // mpmath 1.2.1: the mixture of 3 of 10 by quadrature, the ends by root finding.
  const { low, high } = proportionSequence(3, 10);
  expect(low).toBeCloseTo(0.03251513978805886, 11);
  expect(high).toBeCloseTo(0.7475871099149966, 11);
});
