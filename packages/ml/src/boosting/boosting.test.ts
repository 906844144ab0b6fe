import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel, encodeModel } from '../encoding/index.ts';
import { createRandom } from '../random/index.ts';
import {
  createCategories,
  createTable,
  forEachRow,
  readRow,
  selectColumn,
  selectRows,
  type Column,
  type Examples,
} from '../tables/index.ts';
import {
  checkBoosting,
  explainBoosting,
  fitBoosting,
  predictBoosting,
  type BoostingModel,
  type BoostingOptions,
} from './index.ts';

const numbers = (name: string, values: Iterable<number>): Column => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});

/** 600 rows of two numbers, a word and something missing; what is to be told follows from them, with noise. */
function makeExamples(kind: 'mean' | 'two' | 'three', rows = 600, seed = 1): Examples {
  const random = createRandom(seed);
  const draw = () => Array.from({ length: rows }, () => random.normal());
  const [a, b, noise] = [draw(), draw(), draw()];
  const words = Array.from({ length: rows }, () => 'abcdefgh'[random.integer(8)] ?? '');
  const gappy = b.map((value, row) => (row % 5 === 0 ? NaN : value));
  const signal = a.map(
    (value, row) => 2 * value + ('bdg'.includes(words[row] ?? '') ? 3 : 0) + 0.3 * (noise[row] ?? 0),
  );
  const target: Column =
    kind === 'mean'
      ? numbers('y', signal)
      : createCategories(
          'y',
          signal.map((value) =>
            kind === 'two' ? (value > 1 ? 'yes' : 'no') : value > 2.5 ? 'x' : value > 0 ? 'y' : 'z',
          ),
        );
  return {
    features: createTable([numbers('a', a), numbers('gappy', gappy), createCategories('word', words)]),
    target,
  };
}

const tasks = [
  ['two classes', 'two', { task: { type: 'classes' }, rounds: 20 }],
  ['three classes', 'three', { task: { type: 'classes' }, rounds: 10 }],
  ['a mean', 'mean', { task: { type: 'mean' }, rounds: 20 }],
  ['a quantile', 'mean', { task: { type: 'quantile', level: 0.8 }, rounds: 20 }],
] as [string, 'two' | 'three' | 'mean', BoostingOptions][];

const bytesOf = (examples: Examples, options: BoostingOptions) => encodeModel(fitBoosting(examples, options));
const decode = (bytes: Uint8Array) =>
  decodeModel<BoostingModel>(bytes, { kind: 'boosting', version: 1, check: checkBoosting });

/** What the model says of each row. */
function sayAll(model: BoostingModel, examples: Examples): Float64Array[] {
  const said: Float64Array[] = [];
  forEachRow(model.schema, examples.features, (row) => said.push(predictBoosting(model, row)));
  return said;
}

describe.each(tasks)('boosting of %s', (_, kind, options) => {
  const examples = makeExamples(kind);

  test('draws rows and columns by the seed and by what they hold, not by how they come', () => {
    const order = Int32Array.from({ length: 600 }, (__, row) => (row * 7) % 600);
    expect(new Set(order).size).toBe(600);
    const turned = {
      features: createTable([...selectRows(examples.features, order).columns].reverse()),
      target: selectColumn(examples.target, order),
    };
    const random = { ...options, seed: 7, rowShare: 0.6, columnShare: 0.7 };
    expect(bytesOf(turned, random)).toStrictEqual(bytesOf(examples, random));
    expect(bytesOf(examples, { ...random, seed: 8 })).not.toStrictEqual(bytesOf(examples, random));
  });

  test('is refused once its trees were bent', () => {
    const model = fitBoosting(examples, options);
    const bent = structuredClone(model);
    bent.trees.left[0] = 0;
    expect(() => decode(encodeModel(bent))).toThrow('leads to node 0');
    expect(() =>
      decode(encodeModel(Object.assign(structuredClone(model), { start: new Float64Array(9) }))),
    ).toThrow('scores, got 9');
  });

  test('says what each column adds to a score, and they add up to it', () => {
    const model = fitBoosting(examples, options);
    const said = sayAll(model, examples);
    let at = 0;
    forEachRow(model.schema, examples.features, (row) => {
      const explained = model.start.length === 1 ? [0] : [0, 1, 2];
      const scores = explained.map((output) => {
        const { base, terms, score } = explainBoosting(model, row, output);
        expect(Math.abs(terms.reduce((sum, term) => sum + term, base) - score)).toBeLessThan(1e-9);
        return score;
      });
      const shares = scores.map(Math.exp);
      const [first = 0, second = 0, third = 0] = shares;
      const wanted =
        kind === 'mean'
          ? scores
          : kind === 'two'
            ? [1 / (1 + first), first / (1 + first)]
            : shares.map((share) => share / (first + second + third));
      wanted.forEach((value, index) => expect(said[at]?.[index]).toBeCloseTo(value, 12));
      at += 1;
    });
    expect(at).toBe(600);
    const row = new Float64Array(3);
    expect(() => explainBoosting(model, row, 3)).toThrow('there is no number 3');
    expect(() => explainBoosting(model, new Float64Array(1))).toThrow('the row has 1');
  });

  test('stops when what it has not seen is told no better', () => {
    const model = fitBoosting(examples, {
      ...options,
      rounds: 500,
      earlyStopping: { share: 0.3, patience: 5 },
    });
    const rounds = (model.trees.starts.length - 1) / model.start.length;
    expect(rounds).toBeGreaterThan(3);
    expect(rounds).toBeLessThan(490);
  });
});

test('probabilities are those of what comes', () => {
  const model = fitBoosting(makeExamples('three', 3000), { task: { type: 'classes' }, rounds: 60 });
  const fresh = makeExamples('three', 3000, 2);
  const codes = fresh.target.kind === 'category' ? fresh.target.codes : [];
  let right = 0;
  sayAll(model, fresh).forEach((shares, row) => {
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    if (shares.indexOf(Math.max(...shares)) === codes[row]) right += 1;
  });
  expect(right / 3000).toBeGreaterThan(0.85);
});

// XGBoost 1.7.4, i = np.arange(60.), x = sin(i), z = cos(1.7 i), NaN where i % 7 is 3, w = 1 + i % 3, y = x + z (0 where NaN) +
// .8 sin(i^2) > .2: train({objective: 'binary:logistic', eta: .3, max_leaves: 4, grow_policy: 'lossguide', max_depth: 0,
// reg_lambda: 1, min_child_weight: .5, tree_method: 'hist', base_score: the weighted mean of y}, 5 rounds), the first 8 rows.
test('says of two classes what XGBoost says, with weights and missing values', () => {
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const x = rows.map((i) => Math.sin(i));
  const z = rows.map((i) => (i % 7 === 3 ? NaN : Math.cos(1.7 * i)));
  const isOver = rows.map((i) => (x[i] ?? 0) + (z[i] || 0) + 0.8 * Math.sin(i * i) > 0.2);
  const examples = {
    features: createTable([numbers('x', x), numbers('z', z)]),
    target: createCategories(
      'y',
      isOver.map((is) => (is ? 'yes' : 'no')),
    ),
    weights: Float64Array.from(rows, (i) => 1 + (i % 3)),
  };
  const model = fitBoosting(examples, {
    ...{ task: { type: 'classes' }, rounds: 5, learningRate: 0.3, maxLeaves: 4 },
    ...{ minLeafRows: 1, minLeafHessian: 0.5, l2: 1 },
  });
  const wanted = [
    ...[0.8018638491630554, 0.6680434346199036, 0.23239940404891968, 0.32547762989997864],
    ...[0.3629637062549591, 0.10816781967878342, 0.10816781967878342, 0.8329507112503052],
  ];
  const said = sayAll(model, examples);
  wanted.forEach((share, row) => expect(said[row]?.[1]).toBeCloseTo(share, 6));
});

test('keeps the rounds up to the least loss, however long it waits for a smaller one', () => {
  const examples = makeExamples('mean', 120);
  const [soon, late] = [3, 4].map((patience) =>
    bytesOf(examples, {
      ...{ task: { type: 'mean' }, rounds: 400, learningRate: 0.5, minLeafRows: 2 },
      earlyStopping: { share: 0.3, patience },
    }),
  );
  expect(late).toEqual(soon);
});

test('a weighted quantile is the least value that the share of the weight does not exceed', () => {
  const model = fitBoosting(
    {
      features: createTable([numbers('same', [0, 0, 0])]),
      ...{ target: numbers('y', [1, 2, 3]), weights: Float64Array.of(1, 1, 2) },
    },
    { task: { type: 'quantile', level: 0.5 }, rounds: 1 },
  );
  // By hand: 1 and 2 have half of the weight, which does not exceed it.
  expect(predictBoosting(model, Float64Array.of(0))).toEqual(Float64Array.of(2));
});

test('values next to each other are told apart', () => {
  const [low, high] = [1 + 2 ** -52, 1 + 2 ** -51];
  const model = fitBoosting(
    { features: createTable([numbers('x', [low, high])]), target: numbers('y', [0, 1]) },
    { task: { type: 'mean' }, minLeafRows: 1, learningRate: 1, rounds: 1 },
  );
  expect([low, high].map((x) => predictBoosting(model, Float64Array.of(x))[0])).toEqual([0, 1]);
});

test('a mean is nearer than the mean of all', () => {
  const model = fitBoosting(makeExamples('mean', 3000), { task: { type: 'mean' } });
  const fresh = makeExamples('mean', 3000, 2);
  const values = fresh.target.kind === 'number' ? fresh.target.values : [];
  const error =
    sayAll(model, fresh).reduce((sum, [said = 0], row) => sum + (said - (values[row] ?? 0)) ** 2, 0) / 3000;
  // The noise alone is .09; the values vary by 4 and more.
  expect(error).toBeLessThan(0.25);
});

test.each([0.1, 0.5, 0.9])('the share %d lies below its quantile', (level) => {
  const model = fitBoosting(makeExamples('mean', 4000), {
    task: { type: 'quantile', level },
    minLeafRows: 50,
  });
  const fresh = makeExamples('mean', 4000, 2);
  const values = fresh.target.kind === 'number' ? fresh.target.values : [];
  const below = sayAll(model, fresh).filter(([said = 0], row) => (values[row] ?? 0) <= said).length / 4000;
  expect(Math.abs(below - level)).toBeLessThan(0.05);
});

test.each<BoostingOptions['task']>([{ type: 'mean' }, { type: 'quantile', level: 0.7 }])(
  'what may not fall never falls, whatever the other columns are: $type',
  (task) => {
    const random = createRandom(4);
    const rows = 500;
    const [a, b] = [0, 1].map(() => Array.from({ length: rows }, () => random.normal()));
    // It does fall at places, by its data.
    const y = (a ?? []).map(
      (value, row) => value + 2 * Math.sin(3 * value) * (b?.[row] ?? 0) + random.normal(),
    );
    const examples = {
      features: createTable([numbers('a', a ?? []), numbers('b', b ?? [])]),
      target: numbers('y', y),
    };
    const options: BoostingOptions = { task, minLeafRows: 5 };
    const fallsOf = (model: BoostingModel) => {
      let falls = 0;
      for (let other = -2; other <= 2; other += 0.1) {
        let before = -Infinity;
        for (let value = -3; value <= 3; value += 0.05) {
          const [said = 0] = predictBoosting(model, readRow(model.schema, { a: value, b: other }));
          if (said < before - 1e-12) falls += 1;
          before = said;
        }
      }
      return falls;
    };
    expect(fallsOf(fitBoosting(examples, { ...options, monotone: { a: 1 } }))).toBe(0);
    expect(fallsOf(fitBoosting(examples, options))).toBeGreaterThan(100);
  },
);

test('what is missing is told from a value that is always the same', () => {
  const examples = {
    features: createTable([numbers('x', [7, NaN, 7, NaN])]),
    target: numbers('y', [1, 3, 1, 3]),
  };
  const model = fitBoosting(examples, {
    ...{ task: { type: 'mean' }, minLeafRows: 1, learningRate: 1, rounds: 1 },
  });
  expect([7, NaN].map((x) => predictBoosting(model, Float64Array.of(x))[0])).toEqual([1, 3]);
});

test('a weight of two is the row twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 })), {
        minLength: 4,
        maxLength: 30,
      }),
      (rows) => {
        const of = (all: typeof rows, weights?: Float64Array): Examples => ({
          features: createTable([
            numbers(
              'x',
              all.map(([x]) => x),
            ),
          ]),
          target: numbers(
            'y',
            all.map(([, y]) => y),
          ),
          ...(weights && { weights }),
        });
        const options: BoostingOptions = {
          task: { type: 'mean' },
          rounds: 3,
          minLeafRows: 1,
          minLeafHessian: 1.5,
        };
        const twice = fitBoosting(of([...rows, ...rows]), options);
        const weighted = fitBoosting(of(rows, new Float64Array(rows.length).fill(2)), options);
        for (let x = 0; x <= 20; x++) {
          const row = Float64Array.of(x);
          expect(predictBoosting(weighted, row)[0]).toBeCloseTo(predictBoosting(twice, row)[0] ?? 0, 9);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('class weights move the probability of their class', () => {
  const examples = makeExamples('two');
  const mean = (classWeights: Record<string, number>) => {
    const model = fitBoosting(examples, { task: { type: 'classes' }, rounds: 5, classWeights });
    return sayAll(model, examples).reduce((sum, shares) => sum + (shares[1] ?? 0), 0) / 600;
  };
  expect(mean({ yes: 5 })).toBeGreaterThan(mean({}) + 0.1);
});

test('missing values are told from others, on both sides', () => {
  const x = Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? NaN : row % 3));
  const examples = {
    features: createTable([numbers('x', x)]),
    target: numbers(
      'y',
      x.map((value) => (Number.isNaN(value) ? 10 : value === 1 ? -5 : 0)),
    ),
  };
  const model = fitBoosting(examples, { task: { type: 'mean' }, learningRate: 1, rounds: 2 });
  const say = (value: number | null) => predictBoosting(model, readRow(model.schema, { x: value }))[0];
  expect([say(null), say(1), say(2)].map((value) => (value ?? NaN).toFixed(3))).toEqual([
    '10.000',
    '-5.000',
    expect.stringMatching(/^-?0\.000$/),
  ]);
});

describe('what cannot be learned is refused:', () => {
  const examples = makeExamples('two');
  const classes: BoostingOptions = { task: { type: 'classes' } };
  const one = createCategories('y', new Array<string>(600).fill('only'));
  const many = createCategories(
    'many',
    Array.from({ length: 600 }, (_, row) => `w${row % 256}`),
  );
  test.each([
    [{ ...examples, target: one }, classes, 'at least two classes'],
    [examples, { task: { type: 'mean' } }, 'needs a target of numbers'],
    [makeExamples('mean'), classes, 'needs a target of words'],
    [{ ...examples, features: createTable([many]) }, classes, 'column many has 256 words'],
    [examples, { ...classes, rounds: 0 }, 'rounds 0'],
    [examples, { ...classes, learningRate: NaN }, 'learningRate NaN'],
    [examples, { ...classes, mostBins: 256 }, 'mostBins 256'],
    [examples, { ...classes, classWeights: { yes: -1 } }, 'the weight of class yes is -1'],
    [examples, { ...classes, classWeights: { perhaps: 2 } }, 'there is no class perhaps in y'],
    [makeExamples('mean'), { task: { type: 'mean' }, classWeights: 'balanced' }, 'no classes to weigh'],
    [examples, { ...classes, monotone: { word: 1 } }, 'monotone along word'],
    [makeExamples('three'), { ...classes, monotone: { a: 1 } }, 'cannot be monotone for 3 classes'],
    [makeExamples('mean'), { task: { type: 'quantile', level: 1 } }, 'a level of 1'],
    [examples, { ...classes, earlyStopping: { share: 1, patience: 1 } }, 'a held-out share of 1'],
    [examples, { ...classes, earlyStopping: { share: 0.001, patience: 1 } }, '600 rows holds out none'],
  ] as [Examples, BoostingOptions, string][])('%#', (given, options, message) => {
    expect(() => fitBoosting(given, options)).toThrow(message);
  });
});
