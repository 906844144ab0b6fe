import { expect, test } from 'vitest';
import { createRandom, type Random } from '../random/index.ts';
import { compareFeature, compareFeatures, type FeatureSamples } from './index.ts';

const normals = (random: Random, n: number, shift = 0) =>
  Float64Array.from({ length: n }, () => random.normal() + shift);
const letters = (random: Random, n: number, of: string) =>
  Array.from({ length: n }, () => of[random.integer(of.length)] ?? '');

test('a shift, a spread and a new category are seen, with how large they are', () => {
  const random = createRandom(41);
  const reference = normals(random, 500);
  const shifted = compareFeature({ kind: 'numeric', reference, current: normals(random, 300, 0.5) });
  expect(shifted).toMatchObject({ status: 'compared', test: 'cramer_von_mises' });
  if (shifted.status !== 'compared') return;
  expect(shifted.pValue).toBeLessThan(1e-6);
  // P(X > Y) - P(X < Y) of normals half a deviation apart is .276.
  expect(shifted.effect).toMatchObject({ measure: 'cliffs_delta' });
  expect(shifted.effect.value).toBeCloseTo(0.276, 1);
  const spread = compareFeature({
    kind: 'numeric',
    reference,
    current: normals(random, 500).map((x) => 2 * x),
  });
  expect(spread.status === 'compared' && spread.pValue).toBeLessThan(1e-3);
  const grown = compareFeature({
    ...{ kind: 'categorical', reference: letters(random, 400, 'abc') },
    current: letters(random, 400, 'abcd'),
  });
  expect(grown).toMatchObject({ test: 'chi_square', effect: { measure: 'cramers_v' } });
  expect(grown.status === 'compared' && grown.pValue).toBeLessThan(1e-6);
});

const numbers = (draw: (random: Random) => number) => (random: Random, n: number, m: number) => {
  const sample = (length: number) => Float64Array.from({ length }, () => draw(random));
  return { kind: 'numeric', reference: sample(n), current: sample(m) } as const;
};
const words = (draw: (random: Random) => string) => (random: Random, n: number, m: number) => {
  const sample = (length: number) => Array.from({ length }, () => draw(random));
  return { kind: 'categorical', reference: sample(n), current: sample(m) } as const;
};

const families: [string, (random: Random, n: number, m: number) => FeatureSamples][] = [
  ['numbers', numbers((random) => random.normal())],
  ['rounded amounts', numbers((random) => Math.round(Math.exp(3 + random.normal())))],
  ['numbers that are mostly 0', numbers((random) => Math.max(0, random.normal() - 0.25))],
  ['one number in ten that is not 0', numbers((random) => Math.max(0, random.normal() - 1.28))],
  ['few whole numbers', numbers((random) => random.integer(7))],
  ['categories', words((random) => letters(random, 1, 'aaaaabbbccdef')[0] ?? '')],
  ['two hundred categories', words((random) => `c${random.integer(200)}`)],
  [
    'one category and many that occur once',
    words((random) => (random.uniform() < 0.8 ? 'usual' : `once ${random.integer(2 ** 32)}`)),
  ],
];

test.each(families)('%s without drift raise 5 % of false alarms, whatever the sizes', (_name, draw) => {
  const pairs = 1_200;
  for (const [n, m] of [
    [50, 50],
    [400, 120],
  ] as const) {
    const random = createRandom(42);
    let alarms = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const result = compareFeature(draw(random, n, m));
      if (result.status === 'compared' && result.pValue <= 0.05) alarms += 1;
    }
    // The standard error is .63 %.
    expect(alarms / pairs).toBeGreaterThan(0.032);
    expect(alarms / pairs).toBeLessThan(0.068);
  }
});

/** The share of 100 pairs of 200 in which a difference is seen at 5 %. */
function seenOf(pair: (random: Random) => FeatureSamples): number {
  const random = createRandom(45);
  let seen = 0;
  for (let time = 0; time < 100; time++) {
    const result = compareFeature(pair(random));
    if (result.status === 'compared' && result.pValue <= 0.05) seen += 1;
  }
  return seen / 100;
}

const shifts: [string, (random: Random, shift: number) => number][] = [
  ['numbers', (random, shift) => random.normal() + shift],
  ['rounded amounts', (random, shift) => Math.round(Math.exp(3 + random.normal() + shift))],
  ['numbers that are mostly 0', (random, shift) => Math.max(0, random.normal() - 0.25 + shift)],
  ['few whole numbers', (random, shift) => Math.floor(7 * random.uniform() ** (1 - shift))],
];

test.each(shifts)('%s that shift are seen', (_name, draw) => {
  const seen = seenOf((random) => {
    const sample = (shift: number) => Float64Array.from({ length: 200 }, () => draw(random, shift));
    return { kind: 'numeric', reference: sample(0), current: sample(0.5) };
  });
  expect(seen).toBeGreaterThan(0.85);
});

test('new ones among two hundred categories, each of them rare, are seen', () => {
  const seen = seenOf((random) => {
    const sample = (share: number) =>
      Array.from({ length: 200 }, () =>
        random.uniform() < share ? `new ${random.integer(40)}` : `old ${random.integer(200)}`,
      );
    return { kind: 'categorical', reference: sample(0), current: sample(0.3) };
  });
  expect(seen).toBeGreaterThan(0.85);
});

test('of twenty features that do not drift hardly ever one is said to, and one that does is found', () => {
  const random = createRandom(43);
  let [wrong, found] = [0, 0];
  for (let day = 0; day < 40; day++) {
    const features = new Map<string, FeatureSamples>();
    for (let feature = 0; feature < 20; feature++) {
      const current = normals(random, 200, feature === 7 ? 0.6 : 0);
      features.set(`f${feature}`, { kind: 'numeric', reference: normals(random, 200), current });
    }
    for (const [name, report] of compareFeatures(features)) {
      if (report.status !== 'compared' || !report.hasDrifted) continue;
      if (name === 'f7') found += 1;
      else wrong += 1;
    }
  }
  expect(found).toBe(40);
  // 5 % of those said to have drifted: about 2 in 40 days; uncorrected it would be 38.
  expect(wrong).toBeLessThanOrEqual(7);
});

test('too few values say so, and take no part in the correction', () => {
  const random = createRandom(44);
  const small: FeatureSamples = { kind: 'categorical', reference: ['a'], current: ['b'] };
  const large: FeatureSamples = {
    ...{ kind: 'numeric', reference: normals(random, 100) },
    current: normals(random, 100, 1),
  };
  const report = compareFeatures(
    new Map<string, FeatureSamples>([
      ['small', small],
      ['large', large],
    ]),
  );
  expect(report.get('small')).toEqual({ status: 'insufficient_data', needed: 20, has: 1 });
  const judged = report.get('large');
  expect(judged?.status === 'compared' && judged.adjustedPValue).toBe(
    judged?.status === 'compared' && judged.pValue,
  );
});

test('one value that never changes has not drifted', () => {
  const constant = new Array<number>(50).fill(3);
  expect(compareFeature({ kind: 'numeric', reference: constant, current: constant })).toMatchObject({
    ...{ test: 'chi_square', pValue: 1, effect: { value: 0 } },
  });
});

test('a level that is no chance is refused: compared with it nothing would ever drift', () => {
  expect(() => compareFeatures(new Map(), Number.NaN)).toThrow('got NaN');
});
