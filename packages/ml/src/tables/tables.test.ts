import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  arrangeExamples,
  createCategories,
  createTable,
  forEachRow,
  magnitudeOf,
  readColumns,
  readRow,
  schemaOf,
  selectRows,
  spreadOf,
  weighClasses,
  type Column,
  type Examples,
} from './index.ts';

const number = (name: string, ...values: number[]): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});

describe('a table', () => {
  test.each([
    [[number('x', 1), number('x', 2)], 'two columns are named x'],
    [[number('x', 1), number('y', 1, 2)], 'column y has 2 rows, the first has 1'],
    [[number('x', 1, -Infinity)], 'column x is infinite in row 1'],
    [[number('x', 1e300, 2e300)], 'column x is beyond 1e300 (2e+300) in row 1'],
    [
      [{ ...createCategories('w', ['a']), codes: Int32Array.of(1) }],
      'column w has no word 1, wanted in row 0',
    ],
    [[{ ...createCategories('w', ['a']), categories: ['a', 'a'] }], 'column w has a word twice in its list'],
    [[{ ...number('x', 1), knownAt: new Float64Array(2) }], 'column x has 2 times for 1 rows'],
  ])('says what is wrong with it: %#', (columns, message) => {
    expect(() => createTable(columns)).toThrow(message);
  });

  test('gives chosen rows, also twice, with the times that belong to them', () => {
    const table = createTable([{ ...number('x', 1, NaN, 3), knownAt: Float64Array.of(10, 20, 30) }]);
    const chosen = selectRows(table, [2, 1, 2]);
    expect(chosen.columns[0]).toMatchObject({
      values: Float64Array.of(3, NaN, 3),
      knownAt: Float64Array.of(30, 20, 30),
    });
    expect(() => selectRows(table, [3])).toThrow('there is no row 3');
  });
});

describe('a model reads', () => {
  const table = createTable([createCategories('shop', ['b', null, 'a']), number('amount', 1, 2, NaN)]);
  const schema = schemaOf(table);

  test('columns by name, whatever their order', () => {
    expect(schema.map(({ name }) => name)).toEqual(['amount', 'shop']);
    expect(schemaOf(createTable([...table.columns].reverse()))).toEqual(schema);
  });

  test('a row by names; what is missing or was never seen is NaN', () => {
    expect(readRow(schema, { shop: 'b', amount: 3, more: 1 })).toEqual(Float64Array.of(3, 1));
    expect(readRow(schema, { shop: 'c', amount: null })).toEqual(Float64Array.of(NaN, NaN));
    expect(readRow(schema, {})).toEqual(Float64Array.of(NaN, NaN));
  });

  test('no infinity, no word for a number and no number for a word', () => {
    expect(() => readRow(schema, { amount: Infinity })).toThrow('amount is infinite');
    expect(() => readRow(schema, { amount: 2e300 })).toThrow('amount is beyond 1e300');
    expect(() => readRow(schema, { amount: '3' })).toThrow('amount is a string');
    expect(() => readRow(schema, { shop: 1 })).toThrow('shop is a number');
  });

  test('words of another table by what they say, not by their codes', () => {
    const other = createTable([number('amount', 5, 6, 7), createCategories('shop', ['c', 'b', null])]);
    expect(readColumns(schema, other)[1]).toEqual(Float64Array.of(NaN, 1, NaN));
    const rows: number[][] = [];
    forEachRow(schema, table, (row) => rows.push([...row]));
    expect(rows).toEqual([
      [1, 1],
      [2, NaN],
      [NaN, 0],
    ]);
  });

  test('no table that lacks a column or has it as another kind', () => {
    expect(() => readColumns(schema, createTable([number('amount', 1)]))).toThrow('no column shop');
    expect(() => readColumns(schema, createTable([number('amount', 1), number('shop', 1)]))).toThrow(
      'column shop is of another kind',
    );
  });
});

describe('examples', () => {
  const examples: Examples = {
    features: createTable([number('x', 1, 2, 3)]),
    target: number('y', 1, 2, 3),
  };

  test.each([
    [{ features: createTable([number('x')]), target: number('y') }, 'at least one row'],
    [{ target: number('y', 1, 2) }, 'there are 2 targets for 3 rows'],
    [{ target: number('y', 1, NaN, 3) }, 'the target of row 1 is missing'],
    [{ target: createCategories('y', ['a', 'b', null]) }, 'the target of row 2 is missing'],
    [{ target: number('y', 1, 2, Infinity) }, 'column y is infinite in row 2'],
    [{ weights: Float64Array.of(1, 1) }, 'there are 2 weights for 3 rows'],
    [{ weights: Float64Array.of(1, -1, 1) }, 'the weight of row 1 is -1'],
    [
      { weights: Float64Array.of(1, 1, 1e101) },
      'the weight of row 2 is 1e+101, neither 0 nor 1e-100 to 1e100',
    ],
    [{ weights: Float64Array.of(1e-101, 1, 0) }, 'the weight of row 0 is 1e-101'],
    [{ weights: new Float64Array(3) }, 'all weights are zero'],
  ])('that nothing can be learned from are refused: %#', (change, message) => {
    expect(() => arrangeExamples({ ...examples, ...change })).toThrow(message);
  });

  test('are arranged alike however their rows and columns came, and stay as they were', () => {
    const cell = fc.option(fc.double({ min: -1e300, max: 1e300 }), { nil: NaN });
    const row = fc.record({ x: cell, word: fc.option(fc.constantFrom('a', 'b', 'c')), y: fc.integer() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.nat(), (rows, turn) => {
        const made = (of: typeof rows, isReversed: boolean) => {
          const x = number('x', ...of.map((each) => each.x));
          const word = createCategories(
            'word',
            of.map((each) => each.word),
          );
          return arrangeExamples({
            features: createTable(isReversed ? [word, x] : [x, word]),
            target: number('y', ...of.map((each) => each.y)),
          });
        };
        const at = turn % rows.length;
        const turned = [...rows.slice(at), ...rows.slice(0, at)].reverse();
        expect(made(turned, true)).toStrictEqual(made(rows, false));
      }),
    );
  });

  test('that count nothing are left out', () => {
    const { target, weights } = arrangeExamples({ ...examples, weights: Float64Array.of(1, 0, 2) });
    expect(target.kind === 'number' ? [...target.values].sort() : []).toEqual([1, 3]);
    expect([...weights].sort()).toEqual([1, 2]);
  });
});

describe('the spread of a column', () => {
  const ones = (values: Float64Array) => new Float64Array(values.length).fill(1);

  test('is its mean and its deviation, of numbers of any size, without what is missing', () => {
    // By hand: 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and deviation 2.
    const values = Float64Array.of(2, 4, NaN, 4, 4, 5, 5, 7, 9);
    expect(spreadOf(values, ones(values))).toEqual({ mean: 5, deviation: 2 });
    for (const unit of [2 ** 990, 2 ** -900]) {
      const scaled = values.map((value) => value * unit);
      expect(spreadOf(scaled, ones(scaled))).toEqual({ mean: 5 * unit, deviation: 2 * unit });
    }
  });

  test('counts a row of weight 3 three times', () => {
    const thrice = Float64Array.of(1, 1, 1, 5);
    expect(spreadOf(Float64Array.of(1, 5), Float64Array.of(3, 1))).toEqual(spreadOf(thrice, ones(thrice)));
  });

  test('is none where values differ by rounding, and where there are none', () => {
    const same = new Float64Array(10).fill(0.1).map((value, row) => value + row * 1e-17);
    expect(spreadOf(same, ones(same)).deviation).toBe(0);
    const none = Float64Array.of(NaN, NaN);
    expect(spreadOf(none, ones(none))).toEqual({ mean: 0, deviation: 0 });
  });

  test('a magnitude is a power of two next to the largest, so that dividing by it loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (list) => {
        const values = Float64Array.from(list, (value) => Math.max(-1e300, Math.min(1e300, value)));
        const unit = magnitudeOf(values);
        expect(Number.isInteger(Math.log2(unit))).toBe(true);
        for (const value of values) expect(Math.abs(value / unit)).toBeLessThanOrEqual(1);
        const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        if (most > 1e-300) expect(most / unit).toBeGreaterThanOrEqual(0.5);
      }),
    );
    expect(magnitudeOf(Float64Array.of(0, NaN))).toBe(1);
  });
});

describe('weights of classes', () => {
  const target = createCategories('y', ['no', 'no', 'no', 'yes']);
  const weights = Float64Array.of(1, 1, 2, 1);

  test('multiply those of the rows; balanced, every class counts as much as the others', () => {
    expect(weighClasses(target, weights, { yes: 5 })).toEqual(Float64Array.of(1, 1, 2, 5));
    expect(weighClasses(target, weights, undefined)).toEqual(weights);
    // scikit-learn 1.2.1: compute_class_weight('balanced') of [0, 0, 0, 0, 1] is 5 / (2 x 4) and 5 / 2.
    const balanced = Float64Array.of(0.625, 0.625, 1.25, 2.5);
    expect(weighClasses(target, weights, 'balanced')).toEqual(balanced);
    const unseen = { ...target, categories: [...target.categories, 'never'] };
    expect(weighClasses(unseen, weights, 'balanced')).toEqual(balanced);
  });

  test('are refused when they are none, and for a class that there is not', () => {
    expect(() => weighClasses(target, weights, { yes: 0 })).toThrow('the weight of class yes is 0');
    expect(() => weighClasses(target, weights, { no: 1e101 })).toThrow('is 1e+101, not 1e-100 to 1e100');
    expect(() => weighClasses(target, weights, { oui: 1 })).toThrow('there is no class oui in y to weigh');
  });
});

test('examples are arranged by what they say, as a sort of their keys would', () => {
  const random = createRandom(4);
  const values = Float64Array.from({ length: 5_000 }, () => Math.round(300 * random.normal()));
  const of = (order: number[]): Examples => ({
    features: createTable([number('x', ...order.map((row) => values[row] ?? NaN))]),
    target: number('y', ...order.map((row) => row)),
  });
  const order = Array.from(values, (_, row) => row);
  const forwards = arrangeExamples(of(order)).target;
  const backwards = arrangeExamples(of(order.toReversed())).target;
  expect(backwards).toEqual(forwards);
  expect(new Set(forwards.kind === 'number' ? forwards.values : []).size).toBe(5_000);
});
