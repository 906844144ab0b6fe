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

test('what may not fall never falls, whatever the other columns are', () => {
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
  const options: BoostingOptions = { task: { type: 'mean' }, minLeafRows: 5 };
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
