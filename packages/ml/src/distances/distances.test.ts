import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  countBins,
  countCategories,
  criticalStability,
  energyDistance,
  hellingerDistance,
  jensenShannonDivergence,
  largestShareDifference,
  populationStabilityIndex,
  quantileEdges,
  wassersteinDistance,
} from './index.ts';

const REFERENCE = [16, 18, 16, 14, 12, 12];
const CURRENT = [16, 16, 16, 16, 16, 8];

test('agree with other implementations', () => {
  // evidently's own test of its Hellinger distance; scipy 1.10.1 energy_distance and wasserstein_distance.
  expect(hellingerDistance(REFERENCE, CURRENT)).toBeCloseTo(0.06812, 4);
  const values = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
  const shifted = values.map((value) => value + 5);
  expect(energyDistance(values, shifted)).toBeCloseTo(1.9332614929181204, 12);
  expect(wassersteinDistance(values, shifted)).toBeCloseTo(5, 12);
});

test('a value that is new shows as its share', () => {
  const { first, second } = countCategories(
    ['a', 'a', 'b', 'b', 'c', 'c'],
    ['a', 'a', 'b', 'b', 'c', 'c', 'd'],
  );
  expect(largestShareDifference(first, second)).toBeCloseTo(1 / 7, 12);
});

const counts = fc
  .integer({ min: 2, max: 8 })
  .chain((length) => {
    const one = fc.array(fc.nat(50), { minLength: length, maxLength: length });
    return fc.tuple(one, one);
  })
  .filter((pair) => pair.every((one) => one.some((count) => count > 0)));

test.each([
  ['populationStabilityIndex', populationStabilityIndex],
  ['jensenShannonDivergence', jensenShannonDivergence],
  ['hellingerDistance', hellingerDistance],
  ['largestShareDifference', largestShareDifference],
] as const)('%s is 0 for equal shares, never below, and the same in both directions', (_name, distance) => {
  fc.assert(
    fc.property(counts, ([first, second]) => {
      expect(distance(first, first)).toBeCloseTo(0, 12);
      expect(distance(first, second)).toBeGreaterThanOrEqual(0);
      expect(distance(second, first)).toBeCloseTo(distance(first, second), 10);
    }),
  );
});

test.each([
  ['wassersteinDistance', wassersteinDistance],
  ['energyDistance', energyDistance],
])('%s is 0 for equal samples and grows with the shift', (_name, distance) => {
  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(sample, sample, (first, second) => {
      expect(distance(first, first)).toBe(0);
      expect(distance(second, first)).toBeCloseTo(distance(first, second), 10);
      const [near, far] = [1_000, 2_000].map((by) => first.map((value) => value + by));
      expect(distance(first, far ?? [])).toBeGreaterThan(distance(first, near ?? []));
    }),
  );
});

test('bins are of the reference alone, and hold equal shares of it', () => {
  const random = createRandom(2);
  const reference = Array.from({ length: 1_000 }, () => Math.exp(random.normal()));
  const edges = quantileEdges(reference);
  expect([...countBins(reference, edges)]).toEqual(new Array(10).fill(100));
  const beyond = countBins([-1e9, 1e9], edges);
  expect([beyond[0], beyond[9]]).toEqual([1, 1]);
});

test('values that occur often make fewer bins, none of them empty', () => {
  const reference = [
    ...new Array<number>(80).fill(5),
    ...Array.from({ length: 20 }, (_, index) => index + 10),
  ];
  const edges = quantileEdges(reference);
  const binned = countBins(reference, edges);
  expect(binned.length).toBeLessThan(10);
  expect(Math.min(...binned)).toBeGreaterThan(0);
  expect(quantileEdges([3, 3, 3])).toHaveLength(0);
});

test('an index of .1 is crossed by 38 % of undrifted pairs of 200, the critical value by 5 %', () => {
  const random = createRandom(3);
  const pairs = 1_500;
  let [fixed, critical] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const draw = () => Float64Array.from({ length: 200 }, () => random.normal());
    const reference = draw();
    const edges = quantileEdges(reference);
    const index = populationStabilityIndex(countBins(reference, edges), countBins(draw(), edges));
    if (index > 0.1) fixed += 1;
    if (index > criticalStability({ n: 200, m: 200, bins: edges.length + 1 })) critical += 1;
  }
  // The standard error is 1.3 %.
  expect(fixed / pairs).toBeGreaterThan(0.38 - 0.04);
  expect(fixed / pairs).toBeLessThan(0.38 + 0.04);
  expect(critical / pairs).toBeGreaterThan(0.03);
  expect(critical / pairs).toBeLessThan(0.075);
});

test('refuses what cannot be compared', () => {
  expect(() => populationStabilityIndex([0, 0], [1, 2])).toThrow(RangeError);
  expect(() => hellingerDistance([1], [1, 2])).toThrow(RangeError);
  expect(() => jensenShannonDivergence([1, -1], [1, 2])).toThrow(RangeError);
  expect(() => wassersteinDistance([], [1])).toThrow(RangeError);
  expect(() => energyDistance([Number.NaN], [1])).toThrow(RangeError);
  expect(() => criticalStability({ n: 10, m: 0, bins: 4 })).toThrow(RangeError);
  expect(() => quantileEdges([1, 2], 1)).toThrow(RangeError);
});

test('endless counts, a confidence that is none and an empty share of 0 are refused', () => {
  const endless = [Number.POSITIVE_INFINITY, 1];
  for (const distance of [populationStabilityIndex, jensenShannonDivergence, hellingerDistance]) {
    expect(() => distance(endless, [1, 1])).toThrow('finite counts');
  }
  expect(() => populationStabilityIndex([1, 0], [1, 1], { emptyShare: 0 })).toThrow('got 0');
  expect(() => criticalStability({ n: 9, m: 9, bins: 3, confidence: 2 })).toThrow('3 and 2');
});

test('a distance that no double holds is refused', () => {
  expect(() => wassersteinDistance([-1.5e308], [1.5e308])).toThrow('wassersteinDistance needs values');
  expect(() => energyDistance([-1.5e308], [1.5e308])).toThrow('energyDistance needs values');
});
