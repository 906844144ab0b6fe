import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { createCategories, createTable, readRow, type NumberColumn } from '../tables/index.ts';
import {
  explainDependentLinear,
  explainLinear,
  fitLeastSquares,
  fitLogisticRegression,
  fitQuantileRegression,
  predictLeastSquares,
  predictLogisticRegression,
  predictQuantileRegression,
} from './index.ts';

// All golden values below: /usr/bin/python3, scikit-learn 1.2.1, X = np.c_[A, B].
const A = [0.5, 1.2, -0.3, 2.1, 0.0, 1.7, -1.1, 0.9, 3.0, -0.6, 1.4, 0.2];
const B = [10, 12, 9, 15, 11, 8, 7, 14, 13, 10, 9, 16];
const TWO = [0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0];
const THREE = [0, 1, 0, 2, 0, 1, 0, 2, 1, 0, 1, 2];
const Y = [1.0, 2.5, 0.7, 4.9, 1.1, 2.0, -0.4, 3.3, 5.2, 0.3, 2.1, 3.9];
const WEIGHTS = Float64Array.of(1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 1, 2);

const numbers = (name: string, values: readonly number[]): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});
const features = createTable([numbers('a', A), numbers('b', B)]);
const classes = (codes: readonly number[]) => createCategories('y', codes.map(String));
const two = { features, target: classes(TWO) };
const three = { features, target: classes(THREE) };
const amounts = { features, target: numbers('y', Y) };
const near = (found: ArrayLike<number>, expected: readonly number[], digits = 7) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, digits));
};

describe('logistic regression', () => {
  // LogisticRegression(C=.5, solver='newton-cholesky', tol=1e-14, class_weight=...).fit(X, TWO, sample_weight)
  test.each([
    ['plain', {}, undefined, [1.1514904364927632, -0.10124904519232357, -0.1458859265158979]],
    ['weighted', {}, WEIGHTS, [1.323144027738114, -0.17362189667112798, 0.3994261725058541]],
    [
      'balanced',
      { classWeights: 'balanced' },
      undefined,
      [1.1633860463684487, -0.10047569925703073, 0.07919335202455625],
    ],
  ] as const)('of two classes, %s, has the coefficients of scikit-learn', (_, options, weights, expected) => {
    const model = fitLogisticRegression(
      { ...two, ...(weights && { weights }) },
      { penalty: 2, isStandardised: false, ...options },
    );
    near([...model.coefficients, ...model.intercepts], expected, 8);
  });

  test('of three classes has the coefficients of scikit-learn', () => {
    // LogisticRegression(C=.5, multi_class='multinomial', solver='lbfgs', tol=1e-13).fit(X, THREE), which ends within 1e-5
    const model = fitLogisticRegression(three, { penalty: 2, isStandardised: false });
    near(
      model.coefficients,
      [
        ...[-0.7007248398832318, -0.37613242764673505],
        ...[0.7695097086222901, -0.34567407055286714],
        ...[-0.06878486873898317, 0.7218064981996616],
      ],
      4,
    );
    near(model.intercepts, [5.268178173067175, 3.7407460041967644, -9.008924177263971], 3);
    const said = predictLogisticRegression(model, Float64Array.of(1, 12));
    near(said, [0.3348759263044744, 0.4558039390091732, 0.20932013468635255], 5);
  });

  test('with more columns than Newton takes ends at the minimum', () => {
    const random = createRandom(3);
    const words = Array.from({ length: 400 }, () => `w${random.integer(90)}`);
    const x = Array.from({ length: 400 }, () => random.normal());
    const labels = words.map((word, row) =>
      String(Math.abs(Number(word.slice(1)) + Math.round(x[row] ?? 0)) % 3),
    );
    const columns = [createCategories('word', words), numbers('x', x)];
    const few = { features: createTable(columns), target: createCategories('y', labels) };
    const many = fitLogisticRegression(few);
    expect(many.coefficients.length).toBeGreaterThan(200);
    // At the minimum, the slopes of the unpenalised intercepts are 0: stated probabilities add up to what came.
    const sums = new Float64Array(3);
    words.forEach((word, index) => {
      const said = predictLogisticRegression(many, readRow(many.schema, { word, x: x[index] ?? 0 }));
      said.forEach((p, one) => (sums[one] = (sums[one] ?? 0) + p));
    });
    near(
      sums,
      ['0', '1', '2'].map((one) => labels.filter((label) => label === one).length),
      4,
    );
  });

  test('gives a class without examples no probability, and the only class all of it', () => {
    const target = { ...createCategories('y', TWO.map(String)), categories: ['0', '1', 'never'] };
    const said = predictLogisticRegression(
      fitLogisticRegression({ features, target }),
      Float64Array.of(1, 12),
    );
    expect(said[2]).toBe(0);
    const only = fitLogisticRegression({ features, target: classes(TWO.map(() => 1)) });
    expect([...predictLogisticRegression(only, Float64Array.of(1, 12))]).toEqual([1]);
  });

  test('stays finite without a penalty where the classes can be told apart', () => {
    const apart = { features: createTable([numbers('a', [1, 2, 3, 4])]), target: classes([0, 0, 1, 1]) };
    const said = predictLogisticRegression(fitLogisticRegression(apart, { penalty: 0 }), Float64Array.of(4));
    expect(said[1]).toBeGreaterThan(0.999);
  });
});

describe('regressions', () => {
  test('by least squares have the coefficients of scikit-learn', () => {
    // LinearRegression().fit(X, Y); Ridge(alpha=2, solver='cholesky').fit(X, Y, WEIGHTS)
    const plain = fitLeastSquares(amounts);
    near(
      [...plain.coefficients, ...plain.intercepts],
      [0.8982058524524148, 0.3646124038648377, -2.5284928991633313],
      12,
    );
    const ridge = fitLeastSquares({ ...amounts, weights: WEIGHTS }, { penalty: 2, isStandardised: false });
    near(
      [...ridge.coefficients, ...ridge.intercepts],
      [0.7917333503745961, 0.38733064896235725, -2.7728267855164512],
      12,
    );
  });

  // QuantileRegressor(quantile=level, alpha=0, solver='highs').fit(X, Y, WEIGHTS where weighted); the median is also that of
  // statsmodels 0.13.5, QuantReg(Y, add_constant(X)).fit(q=.5, p_tol=1e-10): 1.0375007, .35499996, -2.60375027.
  test.each([
    [0.1, undefined, [0.7647058823529402, 0.48235294117647065, -4.205882352941177]],
    [0.5, undefined, [1.0375, 0.355, -2.60375]],
    [0.9, undefined, [0.8453608247422685, 0.3556701030927834, -1.9597938144329883]],
    [0.7, WEIGHTS, [0.8482758620689654, 0.39655172413793105, -2.6144827586206896]],
  ])('of quantile %d have the coefficients of scikit-learn', (level, weights, expected) => {
    const model = fitQuantileRegression({ ...amounts, ...(weights && { weights }) }, { level });
    near([...model.coefficients, ...model.intercepts], expected, 7);
  });

  const WAVES = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(1.7 * i), Math.sin(i * i)]);
  const waves = {
    features: createTable([
      numbers(
        'x',
        WAVES.map(([x = 0]) => x),
      ),
      numbers(
        'z',
        WAVES.map(([, z = 0]) => z),
      ),
    ]),
    target: numbers(
      'y',
      WAVES.map(([x = 0, z = 0, noise = 0]) => x + 0.3 * z + (1 + x * x) * noise),
    ),
  };

  // scikit-learn 1.2.1: QuantileRegressor(quantile=level, alpha=0, solver='highs').fit(np.c_[x, z], y, w), i = np.arange(60.),
  // x = sin(i), z = cos(1.7 i), y = x + .3 z + (1 + x^2) sin(i^2), w = 1 + i % 3 where weighted.
  test.each([
    [0.1, undefined, [1.0175779161474598, 0.4354425992122941, -1.4612494050622267]],
    [0.83, undefined, [0.9916927767213172, 0.8757401558910478, 1.4199903780945076]],
    [
      0.25,
      Float64Array.from(WAVES, (_, i) => 1 + (i % 3)),
      [0.6202402538940575, 0.5521595468264696, -0.7934413505581434],
    ],
  ])('of quantile %d are found also where a first step leads away', (level, weights, expected) => {
    const model = fitQuantileRegression({ ...waves, ...(weights && { weights }) }, { level });
    near([...model.coefficients, ...model.intercepts], expected, 7);
  });

  // R. Koenker and G. Bassett (1978), theorem 3.4: below the line lies at most, below and on it at least, the share.
  test.each([0.02, 0.1, 0.5, 0.9])('have the share %d below them, of rows of any number', (level) => {
    const random = createRandom(17);
    for (const rows of [1, 2, 5, 20, 101, 400]) {
      const x = Array.from({ length: rows }, () => random.normal());
      const y = x.map((value) => value + Math.exp(2 * random.normal()));
      const model = fitQuantileRegression(
        { features: createTable([numbers('x', x)]), target: numbers('y', y) },
        { level },
      );
      const above = y.map(
        (value, row) => value - predictQuantileRegression(model, Float64Array.of(x[row] ?? NaN)),
      );
      expect(above.filter((one) => one < -1e-6).length).toBeLessThanOrEqual(level * rows);
      expect(above.filter((one) => one < 1e-6).length).toBeGreaterThanOrEqual(level * rows);
    }
  });

  test('leave out a column that others already say', () => {
    const twice = createTable([
      numbers('a', A),
      numbers('b', B),
      numbers(
        'c',
        A.map((value) => 3 - 2 * value),
      ),
    ]);
    const [once, again] = [fitLeastSquares(amounts), fitLeastSquares({ ...amounts, features: twice })];
    expect(again.coefficients[2]).toBe(0);
    near(
      [predictLeastSquares(again, Float64Array.of(1, 9, 1))],
      [predictLeastSquares(once, Float64Array.of(1, 9))],
      10,
    );
  });

  test('learn what a missing value stands for', () => {
    const x = [1, 2, 3, NaN, NaN, 4];
    const model = fitLeastSquares({
      features: createTable([numbers('x', x)]),
      target: numbers('y', [1, 2, 3, 10, 12, 4]),
    });
    near(
      [predictLeastSquares(model, Float64Array.of(NaN)), predictLeastSquares(model, Float64Array.of(7))],
      [11, 7],
      10,
    );
    const median = fitQuantileRegression({
      features: createTable([numbers('x', [1, 2, 3, 4, 5])]),
      target: numbers('y', [2, 4, 6, 8, 10]),
    });
    near([predictQuantileRegression(median, Float64Array.of(NaN))], [6]);
  });
});

describe('explanations', () => {
  test('add up to the score, also for what is missing and words that are new', () => {
    const table = createTable([
      numbers('a', [...A.slice(1), NaN]),
      createCategories('word', THREE.map(String)),
    ]);
    const model = fitLogisticRegression({ features: table, target: classes(THREE) });
    for (const given of [{ a: 2, word: '1' }, { a: null, word: 'new' }, {}]) {
      const row = readRow(model.schema, given);
      for (const score of [0, 1, 2]) {
        const { base, terms, score: sum } = explainLinear(model, row, score);
        near([terms.reduce((total, term) => total + term, base)], [sum], 12);
      }
      if (!('word' in given) || given.word === 'new')
        expect(explainLinear(model, row).terms[1]).toBeCloseTo(0, 12);
    }
    expect(() => explainLinear(model, Float64Array.of(1, 0), 3)).toThrow('there is no number 3');
  });

  test('of columns that hang together are refused where the score is infinite', () => {
    const background = { coefficients: [1e300], means: [0], covariance: [[1]] };
    expect(() => explainDependentLinear(background, [1e300])).toThrow('leaves the range of numbers');
  });

  test.each<[string, number[][], string]>([
    [
      'that is not symmetric',
      [
        [1, 0.5],
        [0.4, 1],
      ],
      'the covariance of columns 0 and 1 is 0.5 and 0.4',
    ],
    [
      'of a variance below 0',
      [
        [1, 0],
        [0, -1],
      ],
      'the variance of column 1 is -1',
    ],
    [
      'beyond what the variances allow',
      [
        [1, 3],
        [3, 4],
      ],
      'columns 0 and 1 cannot have the covariance 3: it is 2',
    ],
  ])('of columns that hang together are refused for a covariance %s', (_, covariance, message) => {
    const background = { coefficients: [1, 1], means: [0, 0], covariance };
    expect(() => explainDependentLinear(background, [1, 1])).toThrow(message);
  });

  test('of columns that hang together add up to the score too, and are those of one by one where they do not', () => {
    const background = { coefficients: [2, -1, 0.5], means: [1, 2, 4] };
    const row = [3, 1, 0];
    const apart = explainDependentLinear(
      {
        ...background,
        covariance: [
          [1, 0, 0],
          [0, 2, 0],
          [0, 0, 3],
        ],
      },
      row,
    );
    near(apart, [4, 1, -2], 12);
    const joint = explainDependentLinear(
      {
        ...background,
        covariance: [
          [1, 0.5, 0],
          [0.5, 2, 0.2],
          [0, 0.2, 3],
        ],
      },
      row,
    );
    near([joint.reduce((sum, one) => sum + one, 0)], [3], 12);
    expect(joint[0]).not.toBeCloseTo(4, 2);
  });
});
