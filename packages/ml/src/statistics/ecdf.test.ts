import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecdf, ecdfAt } from './index.ts';

test('is the share of the sample at most x, for any x', () => {
  const value = fc.integer({ min: -6, max: 6 });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1 }),
      fc.double({ min: -8, max: 8, noNaN: true }),
      (sample, x) => {
        const share = sample.filter((one) => one <= x).length / sample.length;
        expect(ecdfAt(ecdf(sample), x)).toBeCloseTo(share, 12);
      },
    ),
  );
});

test('an empty sample has none', () => {
  expect(() => ecdf([])).toThrow(RangeError);
});

test('no share of it is at most what is no number', () => {
  expect(() => ecdfAt(ecdf([1, 2]), Number.NaN)).toThrow('got NaN');
  expect(ecdfAt(ecdf([1, 2]), Number.POSITIVE_INFINITY)).toBe(1);
});
