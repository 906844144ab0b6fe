import { expect, test } from 'vitest';
import { createCategories, createTable, type NumberColumn } from '../tables/index.ts';
import { fitNaiveBayes, predictNaiveBayes } from './index.ts';

const A = [0.5, 1.2, -0.3, 2.1, 0.0, 1.7, -1.1, 0.9, 3.0, -0.6, 1.4, 0.2];
const B = [10, 12, 9, 15, 11, 8, 7, 14, 13, 10, 9, 16];
const CLASSES = ['0', '1', '0', '2', '0', '1', '0', '2', '1', '0', '1', '2'];
const numbers = (name: string, values: readonly number[]): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});
const target = createCategories('y', CLASSES);
const near = (found: ArrayLike<number>, expected: readonly number[], digits: number) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, digits));
};

test('says of numbers what scikit-learn says', () => {
  // scikit-learn 1.2.1: GaussianNB().fit(np.c_[A, B], CLASSES).predict_proba([[1, 12], [-1, 8]])
  const model = fitNaiveBayes({ features: createTable([numbers('a', A), numbers('b', B)]), target });
  near(
    predictNaiveBayes(model, Float64Array.of(1, 12)),
    [0.05330788641662694, 0.9418508762944855, 0.0048412372888872535],
    7,
  );
  near(
    predictNaiveBayes(model, Float64Array.of(-1, 8)),
    [0.9997703104517187, 0.000229689548281303, 9.230766778429301e-18],
    7,
  );
});

const FIRST = ['0', '1', '2', '0', '1', '2', '0', '1', '2', '0', '1', '1'];
const SECOND = ['0', '0', '1', '1', '0', '1', '0', '1', '1', '0', '1', '0'];
const words = createTable([createCategories('a', FIRST), createCategories('b', SECOND)]);

test('says of words what scikit-learn says', () => {
  // scikit-learn 1.2.1: CategoricalNB(alpha=1).fit(np.c_[FIRST, SECOND], CLASSES).predict_proba([[0, 0], [2, 1]])
  const model = fitNaiveBayes({ features: words, target });
  near(
    predictNaiveBayes(model, Float64Array.of(0, 0)),
    [0.7515030060120241, 0.08016032064128259, 0.1683366733466934],
    12,
  );
  near(
    predictNaiveBayes(model, Float64Array.of(2, 1)),
    [0.19841269841269854, 0.634920634920635, 0.16666666666666669],
    12,
  );
});

test('skips what is missing: nothing known leaves the shares of the classes', () => {
  const model = fitNaiveBayes({ features: words, target });
  near(predictNaiveBayes(model, Float64Array.of(NaN, NaN)), [5 / 12, 4 / 12, 3 / 12], 12);
  const [first] = words.columns;
  if (!first) throw new Error('no column');
  const one = fitNaiveBayes({ features: createTable([first]), target });
  expect(predictNaiveBayes(model, Float64Array.of(1, NaN))).toEqual(
    predictNaiveBayes(one, Float64Array.of(1)),
  );
});

test('a column that never varies says nothing, and a class without examples has no probability', () => {
  const same = createTable([
    numbers(
      'same',
      A.map(() => 0.1),
    ),
  ]);
  const model = fitNaiveBayes({
    features: same,
    target: { ...target, categories: ['0', '1', '2', 'never'] },
  });
  near(predictNaiveBayes(model, Float64Array.of(7)), [5 / 12, 4 / 12, 3 / 12, 0], 12);
});

test.each([0, NaN, 5e-324, 1e308])('a smoothing of %d is refused', (smoothing) => {
  expect(() => fitNaiveBayes({ features: words, target }, { smoothing })).toThrow('a smoothing is 1e-100 to');
});

test('balanced classes are as likely as each other before anything is known', () => {
  const features = createTable([numbers('a', A)]);
  const say = (classWeights?: 'balanced' | Record<string, number>) =>
    predictNaiveBayes(
      fitNaiveBayes({ features, target }, { ...(classWeights && { classWeights }) }),
      Float64Array.of(NaN),
    );
  // By hand: five of class 0, four of 1, three of 2.
  near(say(), [5 / 12, 4 / 12, 3 / 12], 12);
  near(say('balanced'), [1 / 3, 1 / 3, 1 / 3], 12);
  near(say({ 1: 2 }), [5 / 16, 8 / 16, 3 / 16], 12);
});
