import { expect, test } from 'vitest';
import { createRandom } from './index.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => [random.uniform(), random.integer(6), random.normal()]);
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('the numbers are those of splitmix32 and xoshiro128**', () => {
  // Computed with both written down again in Python, on integers of any size, for seed 42.
  const random = createRandom(42);
  const values = Array.from({ length: 3 }, () => random.uniform());
  expect(values).toEqual([0.6606157226783409, 0.11170196412479017, 0.07910565008091508]);
});

test('integers are even over the whole range, also where 2^32 is no multiple', () => {
  const random = createRandom(3);
  const counts = new Array<number>(7).fill(0);
  for (let draw = 0; draw < 70_000; draw++) {
    const value = random.integer(7);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  // Chi-square with 6 degrees of freedom: 22.5 is its .999 quantile; the seed is fixed.
  const statistic = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
  expect(statistic).toBeLessThan(22.5);
  const large = createRandom(4);
  const halves = Array.from({ length: 20_000 }, () => large.integer(3 * 2 ** 30) >= 3 * 2 ** 29);
  expect(Math.abs(halves.filter(Boolean).length - 10_000)).toBeLessThan(300);
});

test('normal numbers have mean 0, variance 1 and normal tails', () => {
  const random = createRandom(5);
  const values = Array.from({ length: 100_000 }, () => random.normal());
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.012);
  expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  // P(|Z| > 1.96) = .05, within four standard errors.
  const beyond = values.filter((value) => Math.abs(value) > 1.959963984540054).length / values.length;
  expect(Math.abs(beyond - 0.05)).toBeLessThan(0.0028);
});

test('refuses a seed and a range that are none', () => {
  expect(() => createRandom(-1)).toThrow(RangeError);
  expect(() => createRandom(0.5)).toThrow(RangeError);
  expect(() => createRandom(1).integer(0)).toThrow(RangeError);
});
