import { expect, test } from 'vitest';
import { chiSquareTail, normalCdf } from '../distributions/index.ts';
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

test('a chi-square that takes the first sample as known raises 32 %, that of two samples 5 %', () => {
  // Half of the noise is left out: P(chi2_4 > 9.49 / 2) = .31, and a little more for samples of 200.
  const five = (random: Random) => {
    const categories = new Float64Array(5);
    for (let index = 0; index < 200; index++) {
      const drawn = random.integer(5);
      categories[drawn] = (categories[drawn] ?? 0) + 1;
    }
    return categories;
  };
  const known = (random: Random): TestResult => {
    const [reference, current] = [five(random), five(random)];
    const statistic = current.reduce((total, seen, category) => {
      const expected = reference[category] ?? 0;
      return total + (seen - expected) ** 2 / expected;
    }, 0);
    return { status: 'tested', statistic, pValue: chiSquareTail(statistic, 4), isExact: false };
  };
  const share = alarmsOf(12, known);
  expect(share).toBeGreaterThan(0.32 - 0.03);
  expect(share).toBeLessThan(0.32 + 0.03);
  const both = alarmsOf(12, (random) => chiSquareTest(five(random), five(random)));
  expect(both).toBeGreaterThan(0.035);
  expect(both).toBeLessThan(0.065);
});

test('a one-sided Mann-Whitney sold as two-sided misses every shift to the other side; ours sees both alike', () => {
  const n = 60;
  // The upper tail of the second sample alone.
  const oneSided = (first: Float64Array, second: Float64Array): TestResult => {
    let below = 0;
    for (const x of first) for (const y of second) if (x < y) below += 1;
    const z = (below - (n * n) / 2) / Math.sqrt((n * n * (2 * n + 1)) / 12);
    return { status: 'tested', statistic: below, pValue: normalCdf(-z), isExact: false };
  };
  const seen = (shift: number, test: (first: Float64Array, second: Float64Array) => TestResult) =>
    alarmsOf(13, (random) =>
      test(
        normals(random, n),
        normals(random, n).map((value) => value + shift),
      ),
    );
  expect(seen(0.8, oneSided)).toBeGreaterThan(0.98);
  expect(seen(-0.8, oneSided)).toBe(0);
  expect(seen(0.8, mannWhitneyTest)).toBeGreaterThan(0.98);
  expect(seen(-0.8, mannWhitneyTest)).toBeGreaterThan(0.98);
});
