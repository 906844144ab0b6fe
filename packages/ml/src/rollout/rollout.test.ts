import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketRanges, chooseVariant, rolloutShare } from './index.ts';

test('stands where GrowthBook says', () => {
  // packages/sdk-js/test/cases.json, hash version 2.
  expect(rolloutShare('seed', 'a')).toBe(0.0505);
  expect(rolloutShare('89123klj', '8952klfjas09ujkasdf')).toBe(0.124);
});

test('a tenth of all is in at a tenth, half of those again under another seed', () => {
  const units = Array.from({ length: 20_000 }, (_, index) => `pay_${index}`);
  const inFirst = units.filter((unit) => rolloutShare('first', unit) < 0.1);
  expect(inFirst.length / units.length).toBeCloseTo(0.1, 2);
  const inBoth = inFirst.filter((unit) => rolloutShare('second', unit) < 0.5);
  expect(Math.abs(inBoth.length / inFirst.length - 0.5)).toBeLessThan(0.05);
});

test('nobody changes variant, or leaves, as the coverage grows', () => {
  const share = fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10_000);
  fc.assert(
    fc.property(
      share,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((coverage) =>
          chooseVariant(at, bucketRanges([0.2, 0.3, 0.5], coverage)),
        );
        if (less !== null) expect(more).toBe(less);
      },
    ),
  );
});

test('at full coverage everybody has a variant', () => {
  const ranges = bucketRanges([0.1, 0.2, 0.7]);
  for (let place = 0; place < 10_000; place++) expect(chooseVariant(place / 10_000, ranges)).not.toBeNull();
});

test('weights and a coverage that mean nothing are refused', () => {
  expect(() => bucketRanges([0.4, 0.1])).toThrow('weights are at least 0 and add up to 1, got 0.4, 0.1');
  expect(() => bucketRanges([1.5, -0.5])).toThrow(RangeError);
  expect(() => bucketRanges([Number.NaN, 1])).toThrow(RangeError);
  expect(() => bucketRanges([0.5, 0.5], 1.5)).toThrow('a coverage is in [0, 1], got 1.5');
});
