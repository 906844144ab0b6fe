import { expect, test } from 'vitest';
import { createCategories, createTable, type NumberColumn } from '../tables/index.ts';
import {
  fitNeighbourClasses,
  fitNeighbourMean,
  predictNeighbourClasses,
  predictNeighbourMean,
} from './index.ts';

const A = [0.5, 1.2, -0.3, 2.1, 0.0, 1.7, -1.1, 0.9, 3.0, -0.6, 1.4, 0.2];
const B = [10, 12, 9, 15, 11, 8, 7, 14, 13, 10, 9, 16];
const Y = [1.0, 2.5, 0.7, 4.9, 1.1, 2.0, -0.4, 3.3, 5.2, 0.3, 2.1, 3.9];
const CLASSES = ['0', '1', '0', '2', '0', '1', '0', '2', '1', '0', '1', '2'];
const numbers = (name: string, values: readonly number[]): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});
const features = createTable([numbers('a', A), numbers('b', B)]);
const asked = [Float64Array.of(1, 12), Float64Array.of(-1, 8), Float64Array.of(2.5, 9.5)];

// scikit-learn 1.2.1: Z = StandardScaler().fit(np.c_[A, B]); KNeighborsClassifier(4, weights).fit(Z, CLASSES) and
// KNeighborsRegressor(4, weights).fit(Z, Y) of [[1, 12], [-1, 8], [2.5, 9.5]].
test.each([
  [false, [0.5, 0.25, 0.25], [1.975, 0.425, 2.95]],
  [
    true,
    [0.23948453450729065, 0.6146971615195623, 0.14581830397314688],
    [2.2687684010786593, 0.17853247907375513, 2.786811747910232],
  ],
])('says what scikit-learn says, by distance: %s', (isByDistance, ofFirst, ofAll) => {
  const options = { neighbours: 4, isByDistance };
  const classes = fitNeighbourClasses({ features, target: createCategories('y', CLASSES) }, options);
  const mean = fitNeighbourMean({ features, target: numbers('y', Y) }, options);
  predictNeighbourClasses(classes, Float64Array.of(1, 12)).forEach((p, at) =>
    expect(p).toBeCloseTo(ofFirst[at] ?? NaN, 12),
  );
  asked.forEach((row, at) => expect(predictNeighbourMean(mean, row)).toBeCloseTo(ofAll[at] ?? NaN, 12));
});

test('at distance 0 only the same rows count, by their weights', () => {
  const two = createTable([numbers('x', [1, 1, 2])]);
  const model = fitNeighbourMean(
    { features: two, target: numbers('y', [0, 4, 100]), weights: Float64Array.of(1, 3, 1) },
    { neighbours: 3, isByDistance: true },
  );
  expect(predictNeighbourMean(model, Float64Array.of(1))).toBe(3);
});

test('a neighbour at hardly any distance counts finitely, however large its weight', () => {
  const model = fitNeighbourClasses(
    {
      features: createTable([numbers('x', [-1, 0, 1])]),
      target: createCategories('y', ['far', 'near', 'far']),
      weights: Float64Array.of(1, 1e100, 1),
    },
    { isByDistance: true, classWeights: { near: 1e100 } },
  );
  expect(predictNeighbourClasses(model, Float64Array.of(1e-161))).toEqual(Float64Array.of(0, 1));
});

test('words are near when they are the same, and what is missing is like what is missing', () => {
  const words = createTable([createCategories('word', ['a', 'b', null])]);
  const model = fitNeighbourMean({ features: words, target: numbers('y', [1, 2, 3]) }, { neighbours: 1 });
  expect([0, 1, NaN].map((code) => predictNeighbourMean(model, Float64Array.of(code)))).toEqual([1, 2, 3]);
});

test('no neighbours are refused', () => {
  expect(() => fitNeighbourMean({ features, target: numbers('y', Y) }, { neighbours: 0 })).toThrow(
    'whole and above 0',
  );
});

test('a class that counts more is said more often, and one that counts alike is balanced', () => {
  const say = (classWeights?: 'balanced' | Record<string, number>) => {
    const target = createCategories('y', CLASSES);
    const model = fitNeighbourClasses(
      { features, target },
      { neighbours: CLASSES.length, ...(classWeights && { classWeights }) },
    );
    return Array.from(predictNeighbourClasses(model, Float64Array.of(1, 12)));
  };
  // By hand: all twelve are asked, five of class 0, four of 1, three of 2.
  expect(say().map((share) => share * 12)).toEqual([5, 4, 3]);
  expect(say({ 2: 3 }).map((share) => share * 18)).toEqual([5, 4, 9]);
  say('balanced').forEach((share) => expect(share).toBeCloseTo(1 / 3, 12));
});
