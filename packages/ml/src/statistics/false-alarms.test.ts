import { expect, test } from 'vitest';
import { chiSquareTail } from '../distributions/index.ts';
import { createRandom, type Random } from '../random/index.ts';
import {
  chiSquareTest,
  gTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  twoProportionTest,
  welchTest,
  type TestResult,
} from './index.ts';

// How often a test at 5 % sees a difference between two samples of one distribution. 2,000 pairs, seeded: the standard
// error is .5 %, so .035 .. .065 is three of them; exact tests of discrete data may be lower.
const PAIRS = 2_000;

function alarmsOf(seed: number, draw: (random: Random) => TestResult): number {
  const random = createRandom(seed);
  let alarms = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const result = draw(random);
    if (result.status === 'tested' && result.pValue <= 0.05) alarms += 1;
  }
  return alarms / PAIRS;
}

const normals = (random: Random, n: number) => Float64Array.from({ length: n }, () => random.normal());
const amounts = (random: Random, n: number) =>
  Float64Array.from({ length: n }, () => Math.round(Math.exp(3 + random.normal()) * 100) / 100);
const counts = (random: Random, n: number) => {
  const categories = new Float64Array(6);
  for (let index = 0; index < n; index++) {
    const drawn = random.integer(6);
    categories[drawn] = (categories[drawn] ?? 0) + 1;
  }
  return categories;
};
const count = (random: Random, n: number) => {
  let successes = 0;
  for (let index = 0; index < n; index++) if (random.uniform() < 0.3) successes += 1;
  return { successes, n };
};

test.each([
  ['Welch', (random: Random) => welchTest(normals(random, 30), normals(random, 50))],
  ['Mann-Whitney', (random: Random) => mannWhitneyTest(amounts(random, 60), amounts(random, 60))],
  [
    'Kolmogorov-Smirnov',
    (random: Random) => kolmogorovSmirnovTest(normals(random, 100), normals(random, 83)),
  ],
  ['chi-square', (random: Random) => chiSquareTest(counts(random, 200), counts(random, 200))],
  ['G', (random: Random) => gTest(counts(random, 200), counts(random, 200))],
  ['two proportions', (random: Random) => twoProportionTest(count(random, 150), count(random, 150))],
])('%s at 5 % raises 5 % of false alarms', (_name, draw) => {
  const share = alarmsOf(11, draw);
  expect(share).toBeGreaterThan(0.035);
  expect(share).toBeLessThan(0.065);
});

test('a chi-square that takes the first sample as known raises a third', () => {
  const known = (random: Random): TestResult => {
    const [reference, current] = [counts(random, 200), counts(random, 200)];
    const statistic = current.reduce((total, seen, category) => {
      const expected = reference[category] ?? 0;
      return total + (seen - expected) ** 2 / expected;
    }, 0);
    return { status: 'tested', statistic, pValue: chiSquareTail(statistic, 5), isExact: false };
  };
  const share = alarmsOf(12, known);
  expect(share).toBeGreaterThan(0.28);
  expect(share).toBeLessThan(0.38);
});
