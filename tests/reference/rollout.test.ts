import { bucketRanges, chooseVariant, rolloutShare } from '@steward/ml/rollout';
import { expect, test } from 'vitest';
import { hasReferenceData, readVectors } from './reference-data.ts';

const isHere = hasReferenceData();

test.skipIf(!isHere)('places are those of GrowthBook’s second version; the others are left', () => {
  let compared = 0;
  for (const { inputs, expected, tolerance } of readVectors('rollout.hash')) {
    const { version, seed = '', value = '' } = inputs as { version?: number; seed?: string; value?: string };
    // Version 1 gives correlated places to experiments whose seeds are alike, which is why there is a second. Unleash
    // counts in hundredths (murmur3 mod 100 + 1): too coarse to roll out to one in a thousand.
    if (version !== 2) continue;
    expect(Math.abs(rolloutShare(seed, value) - (expected as number))).toBeLessThanOrEqual(tolerance);
    compared++;
  }
  expect(compared).toBe(6);
});

interface Ranges {
  nVariations: number;
  coverage: number;
  weights: number[] | null;
}

test.skipIf(!isHere)('ranges are those of GrowthBook, save where it corrects what it was given', () => {
  for (const { name, inputs, expected, tolerance } of readVectors('rollout.buckets')) {
    if (name.startsWith('chooseVariation')) {
      const { n, ranges } = inputs as { n: number; ranges: [number, number][] };
      const chosen = chooseVariant(
        n,
        ranges.map(([low, high]) => ({ low, high })),
      );
      expect({ name, chosen: chosen ?? -1 }).toEqual({ name, chosen: expected });
      continue;
    }
    const { nVariations, coverage, weights } = inputs as Ranges;
    const even = Array.from({ length: nVariations }, () => 1 / nVariations);
    const total = (weights ?? even).reduce((sum, weight) => sum + weight, 0);
    if (coverage > 1 || Math.abs(total - 1) > 1e-9) {
      // Theirs become even weights, or full coverage; what was meant is not known, so ours are refused.
      expect(() => bucketRanges(weights ?? even, coverage)).toThrow(RangeError);
      continue;
    }
    // Ours are as many as the weights: a number beside them could only contradict.
    if (weights !== null && weights.length !== nVariations) continue;
    const ranges = bucketRanges(weights ?? even, coverage);
    for (const [index, [low, high]] of (expected as [number, number][]).entries()) {
      expect(Math.abs((ranges[index]?.low ?? NaN) - low)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs((ranges[index]?.high ?? NaN) - high)).toBeLessThanOrEqual(tolerance);
    }
  }
});
