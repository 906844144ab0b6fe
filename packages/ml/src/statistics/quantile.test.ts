import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from './index.ts';

test('agrees with R', () => {
  // R 4: quantile(c(1, 2, 3, 4, 10), c(0, .1, .25, .5, .95, 1), type = 7); by hand from the definition.
  const values = [10, 1, 3, 2, 4];
  const expected = [
    [0, 1],
    [0.1, 1.4],
    [0.25, 2],
    [0.5, 3],
    [0.95, 8.8],
    [1, 10],
  ] as const;
  for (const [p, value] of expected) expect(quantile(values, p)).toBeCloseTo(value, 12);
  expect(values).toEqual([10, 1, 3, 2, 4]);
});

test('lies within the sample and grows with p', () => {
  const sample = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  const share = fc.double({ noNaN: true, min: 0, max: 1 });
  fc.assert(
    fc.property(sample, share, share, (values, a, b) => {
      const [low, high] = [quantile(values, Math.min(a, b)), quantile(values, Math.max(a, b))];
      expect(low).toBeLessThanOrEqual(high + 1e-9);
      expect(low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(high).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

test('refuses nothing, what is not finite, and a share beyond 1', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
  expect(() => quantile([1, Number.NaN], 0.5)).toThrow(RangeError);
  expect(() => quantile([1], 1.1)).toThrow(RangeError);
});

test('the middle of the two ends of all numbers is a number', () => {
  expect(quantile([-1.5e308, 1.5e308], 0.5)).toBe(0);
});
