import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { bootstrapInterval, momentsOf } from './index.ts';

const mean = (sample: Float64Array) => momentsOf(sample).mean;
// exp of .1, .3, .5, .2, .9, 1.4, .05, 2.2, .7, 1.1, 3, .4
const SKEWED = [0.1, 0.3, 0.5, 0.2, 0.9, 1.4, 0.05, 2.2, 0.7, 1.1, 3, 0.4].map(Math.exp);

test('agrees with scipy 1.10.1 bootstrap(method="BCa") within its noise', () => {
  // scipy with 300,000 resamples: 2.0794 .. 9.4643.
  const result = bootstrapInterval(SKEWED, mean, { random: createRandom(1), draws: 40_000 });
  expect(result.status).toBe('estimated');
  if (result.status !== 'estimated') return;
  expect(Math.abs(result.low - 2.0794)).toBeLessThan(0.06);
  expect(Math.abs(result.high - 9.4643)).toBeLessThan(0.25);
  expect(result.estimate).toBeCloseTo(mean(Float64Array.from(SKEWED)), 12);
});

test('the same seed gives the same interval, and the sample is left as it is', () => {
  const sample = Float64Array.from(SKEWED);
  const run = () => bootstrapInterval(sample, mean, { random: createRandom(9), draws: 200 });
  expect(run()).toEqual(run());
  expect([...sample]).toEqual(SKEWED);
});

test('a statistic that never varies has an interval of no width', () => {
  expect(bootstrapInterval([2, 2, 2], mean, { random: createRandom(1) })).toMatchObject({ low: 2, high: 2 });
});

test('one value says nothing about its spread', () => {
  expect(bootstrapInterval([2], mean, { random: createRandom(1) })).toEqual({
    ...{ status: 'insufficient_data', needed: 2, has: 1 },
  });
});

test('refuses a confidence, draws and a statistic that are no numbers, by its own name', () => {
  const run = (options: object, statistic = mean) =>
    bootstrapInterval([1, 2, 4], statistic, { random: createRandom(1), ...options });
  for (const confidence of [0, 1, Number.NaN]) {
    expect(() => run({ confidence })).toThrow('bootstrapInterval needs a confidence');
  }
  for (const draws of [0, 1.5, Number.NaN]) {
    expect(() => run({ draws })).toThrow('bootstrapInterval needs a confidence');
  }
  expect(() => run({}, () => Number.NaN)).toThrow('bootstrapInterval of a statistic');
});

test('a sample that is its own mirror has an interval that is, though resamples often tie with the estimate', () => {
  const median = (sample: Float64Array) => sample.toSorted()[2] ?? 0;
  const result = bootstrapInterval([-3, -1, 0, 1, 3], median, { random: createRandom(2), confidence: 0.8 });
  expect(result).toMatchObject({ estimate: 0 });
  expect(result.status === 'estimated' && result.low + result.high).toBe(0);
});
