import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  compareMeans,
  expectedLoss,
  momentsOf,
  momentsOfSums,
  powerOf,
  relativeDifference,
  sampleFactor,
  sampleSizeOfShares,
  welchTest,
} from './index.ts';

test('the power of a test is how often it sees the difference', () => {
  const random = createRandom(51);
  const [effect, n, pairs] = [0.5, 40, 2_000];
  let seen = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const sample = (shift: number) => Float64Array.from({ length: n }, () => random.normal() + shift);
    const result = welchTest(sample(effect), sample(0));
    if (result.status === 'tested' && result.pValue <= 0.05) seen += 1;
  }
  // Student's distribution takes a point off the normal one; the standard error is 1.1 points.
  expect(seen / pairs).toBeCloseTo(powerOf({ effect, standardError: Math.sqrt(2 / n) }) - 0.01, 1);
  expect(powerOf({ effect: 0, standardError: 1 })).toBeCloseTo(0.05, 12);
  expect(powerOf({ effect: -2, standardError: 1 })).toBe(powerOf({ effect: 2, standardError: 1 }));
});

test('so many times the sample has the power that was asked for', () => {
  const plan = { effect: 0.05, standardError: 0.09 };
  const factor = sampleFactor({ ...plan, power: 0.9 });
  expect(powerOf({ ...plan, standardError: plan.standardError / Math.sqrt(factor) })).toBeCloseTo(0.9, 6);
  // A stricter bound takes more.
  expect(sampleFactor({ ...plan, critical: 3 })).toBeGreaterThan(sampleFactor(plan));
});

test('shares of 10 and 12 % take 3,841 observations each to tell apart', () => {
  // Fleiss's equation 3.14 in Python: 3840.85.
  expect(sampleSizeOfShares(0.1, 0.12)).toBe(3_841);
  expect(sampleSizeOfShares(0.12, 0.1)).toBe(3_841);
});

test('sums say as much as the sample does', () => {
  const values = [3, 5, 5, 9, 12.5];
  const [first, second] = [momentsOf(values), momentsOf([2, 4, 4])];
  const sums = { n: 5, sum: 34.5, sumSquares: 296.25 };
  expect(momentsOfSums(sums).mean).toBeCloseTo(first.mean, 12);
  expect(momentsOfSums(sums).variance).toBeCloseTo(first.variance, 12);
  expect(compareMeans(first, second)).toEqual(welchTest(values, [2, 4, 4]));
  expect(compareMeans({ n: 1, mean: 1, variance: 0 }, second).status).toBe('insufficient_data');
});

test('a relative difference spreads as its standard error says', () => {
  const random = createRandom(52);
  const sample = (mean: number) =>
    momentsOf(Float64Array.from({ length: 200 }, () => mean + 2 * random.normal()));
  const found = Array.from({ length: 2_000 }, () => relativeDifference(sample(10), sample(11)));
  const estimates = momentsOf(found.map(({ estimate }) => estimate));
  expect(estimates.mean).toBeCloseTo(0.1, 2);
  const error = found.reduce((sum, { standardError }) => sum + standardError, 0) / found.length;
  expect(error / Math.sqrt(estimates.variance)).toBeCloseTo(1, 1);
});

test('what a choice costs is what it is wrong by, on average', () => {
  const { keeping, changing } = expectedLoss(0.1, 0.05);
  expect(keeping - changing).toBeCloseTo(0.1, 12);
  expect(expectedLoss(-0.1, 0.05)).toEqual({ keeping: changing, changing: keeping });
  expect(expectedLoss(0.1, 0)).toEqual({ keeping: 0.1, changing: 0 });
  const random = createRandom(53);
  let lost = 0;
  for (let draw = 0; draw < 50_000; draw++) lost += Math.max(0, 0.2 - 0.3 * random.normal());
  expect(lost / 50_000).toBeCloseTo(expectedLoss(0.2, 0.3).keeping, 2);
});

test('refuses what cannot be planned with', () => {
  expect(() => powerOf({ effect: 1, standardError: 0 })).toThrow(RangeError);
  expect(() => powerOf({ effect: 1, standardError: 1, alpha: 1 })).toThrow(RangeError);
  expect(() => sampleFactor({ effect: 0, standardError: 1 })).toThrow(RangeError);
  expect(() => sampleFactor({ effect: 1, standardError: 1, power: 0.3 })).toThrow(RangeError);
  expect(() => sampleSizeOfShares(0.1, 0.1)).toThrow(RangeError);
  expect(() => relativeDifference({ n: 1, mean: 0, variance: 1 }, { n: 1, mean: 1, variance: 1 })).toThrow(
    RangeError,
  );
  expect(() => expectedLoss(Number.NaN, 1)).toThrow(RangeError);
  expect(() => momentsOfSums({ n: 0, sum: 0, sumSquares: 0 })).toThrow(RangeError);
});

test('moments that are no numbers are refused, and values too near each other to square are not called the same', () => {
  for (const wrong of [[1, Number.NaN], [Number.POSITIVE_INFINITY], [1e300, -1e300], [1e-300, 3e-300]]) {
    expect(() => momentsOf(wrong)).toThrow(RangeError);
  }
  // Two variances of 0 would say p = 0 of samples that overlap.
  expect(() => welchTest([1e-300, 3e-300], [2e-300, 5e-300])).toThrow(RangeError);
  expect(momentsOf([1e-300, 1e-300])).toEqual({ n: 2, mean: 1e-300, variance: 0 });
  expect(momentsOf([0.3, 0.1 + 0.2]).mean).toBeCloseTo(0.3, 12);
  const usual = { n: 5, mean: 0, variance: 1 };
  expect(() => compareMeans(usual, { ...usual, variance: -1 })).toThrow('got 0 and 1, 0 and -1');
  expect(() => compareMeans({ ...usual, mean: Number.NaN }, usual)).toThrow(RangeError);
});

test('a small spread around a large value keeps its digits', () => {
  // mpmath 1.2.1 with 50 digits, of the doubles as they are.
  const stamped = [1e9 + 0.001, 1e9 + 0.002, 1e9 + 0.004, 1e9 - 0.003, 1e9 + 0.0005];
  expect(momentsOf(stamped).variance / 6.5499565138793516e-6).toBeCloseTo(1, 12);
});
