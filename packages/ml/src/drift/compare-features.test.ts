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

const families: [string, (random: Random, n: number, m: number) => FeatureSamples][] = [
  [
    'numbers',
    (random, n, m) => ({ kind: 'numeric', reference: normals(random, n), current: normals(random, m) }),
  ],
  [
    'rounded amounts',
    (random, n, m) => {
      const draw = (length: number) =>
        Array.from({ length }, () => Math.round(Math.exp(3 + random.normal())));
      return { kind: 'numeric', reference: draw(n), current: draw(m) };
    },
  ],
  [
    'categories',
    (random, n, m) => {
      const draw = (length: number) => letters(random, length, 'aaaaabbbccdef');
      return { kind: 'categorical', reference: draw(n), current: draw(m) };
    },
  ],
];

test.each(families)('%s without drift raise 5 % of false alarms, whatever the sizes', (_name, draw) => {
  const pairs = 1_500;
  for (const [n, m] of [
    [50, 50],
    [50, 200],
    [400, 150],
  ] as const) {
    const random = createRandom(42);
    let alarms = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const result = compareFeature(draw(random, n, m));
      if (result.status === 'compared' && result.pValue <= 0.05) alarms += 1;
    }
    // The standard error is .56 %.
    expect(alarms / pairs).toBeGreaterThan(0.034);
    expect(alarms / pairs).toBeLessThan(0.068);
  }
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
