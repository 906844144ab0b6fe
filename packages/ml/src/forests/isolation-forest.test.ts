import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel, encodeModel } from '../encoding/index.ts';
import { rocAuc } from '../metrics/index.ts';
import { createRandom } from '../random/index.ts';
import {
  createCategories,
  createTable,
  forEachRow,
  readRow,
  selectRows,
  type NumberColumn,
  type Table,
} from '../tables/index.ts';
import {
  checkIsolationForest,
  fitIsolationForest,
  predictIsolationForest,
  type IsolationForest,
} from './index.ts';

const numbers = (name: string, values: Iterable<number>): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});

const random = createRandom(8);
const N = 500;
/** The last ten lie apart, each in another direction. */
const isApart = Array.from({ length: N }, (_, row) => (row >= N - 10 ? 1 : 0));
const draw = () => isApart.map((far, row) => random.normal() + far * (row % 2 === 0 ? 5 : -5));
const table = createTable([
  ...[numbers('a', draw()), numbers('b', draw())],
  numbers(
    'gaps',
    isApart.map((_, row) => (row % 6 === 0 ? NaN : random.normal())),
  ),
  createCategories(
    'word',
    isApart.map((_, row) => (row % 11 === 0 ? null : `w${random.integer(40)}`)),
  ),
]);

function scoresOf(model: IsolationForest, of: Table): Float64Array {
  const scores = new Float64Array(of.rowCount);
  forEachRow(model.schema, of, (row, index) => (scores[index] = predictIsolationForest(model, row)));
  return scores;
}

const decode = (bytes: Uint8Array) =>
  decodeModel<IsolationForest>(bytes, { kind: 'isolation-forest', version: 1, check: checkIsolationForest });

describe('an isolation forest', () => {
  test('tells what was planted apart, and scores the rest around one half', () => {
    const scores = scoresOf(fitIsolationForest(table), table);
    const auc = rocAuc(scores, isApart);
    expect(auc).toBeGreaterThan(0.99);
    const ofRest = scores.subarray(0, N - 10);
    const mean = ofRest.reduce((sum, score) => sum + score, 0) / ofRest.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
    expect(Math.min(...scores.subarray(N - 10))).toBeGreaterThan(mean);
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
  });

  // Rows that are all alike end in one leaf, whose depth is c of their number: by Liu, Ting and Zhou (2008), equation 1,
  // with harmonic numbers H(1) = 1, H(2) = 3/2, H(9) = 7129/2520; scikit-learn 1.2.1 approximates c(256) by 10.24477.
  test.each([
    [1, 0],
    [2, 1],
    [3, 2 * (3 / 2) - 4 / 3],
    [10, 2 * (7129 / 2520) - 18 / 10],
  ])('of %d rows that are alike is as deep as a search among them: %d', (rows, depth) => {
    const alike = createTable([numbers('x', new Array<number>(rows).fill(3))]);
    const model = fitIsolationForest(alike);
    expect(model.trees.value[0]).toBeCloseTo(depth, 12);
    expect(model.usualDepth).toBeCloseTo(depth, 12);
    expect(predictIsolationForest(model, Float64Array.of(3))).toBeCloseTo(0.5, 12);
  });

  test('of 256 rows is usually as deep as that of scikit-learn', () => {
    expect(Math.abs(fitIsolationForest(table).usualDepth - 10.24477)).toBeLessThan(0.005);
  });

  test('of two rows parts them at once, so that each scores 1/2', () => {
    const model = fitIsolationForest(createTable([numbers('x', [1, 2])]), { trees: 3 });
    expect([...model.trees.value.subarray(0, 3)]).toEqual([1, 1, 1]);
    expect(predictIsolationForest(model, Float64Array.of(1))).toBe(0.5);
  });

  test('gives the same bytes for the same rows and seed, in whatever order rows and columns come', () => {
    const before = structuredClone(table);
    const bytes = encodeModel(fitIsolationForest(table, { seed: 2 }));
    const turned = selectRows(
      table,
      Int32Array.from({ length: N }, (_, row) => (row * 7) % N),
    );
    const other = createTable([...turned.columns].reverse());
    expect(encodeModel(fitIsolationForest(other, { seed: 2 }))).toStrictEqual(bytes);
    expect(encodeModel(fitIsolationForest(table, { seed: 3 }))).not.toStrictEqual(bytes);
    expect(table).toStrictEqual(before);
  });

  test('scores the same once it was stored, and is refused once it was bent', () => {
    const model = fitIsolationForest(table);
    expect(scoresOf(decode(encodeModel(model)), table)).toStrictEqual(scoresOf(model, table));
    const bent = (change: (copy: IsolationForest) => void) => {
      const copy = structuredClone(model);
      change(copy);
      return () => decode(encodeModel(copy));
    };
    expect(bent((copy) => (copy.trees.right[0] = 0))).toThrow('leads to node 0');
    expect(bent((copy) => (copy.trees.value[0] = -1))).toThrow('below 0');
    expect(bent((copy) => (copy.usualDepth = 0))).toThrow('usually 0 deep');
    expect(bent((copy) => (copy.rowsPerTree = 0.5))).toThrow('trees of 0.5 rows');
    expect(bent((copy) => (copy.trees.starts = Int32Array.of(0)))).toThrow(RangeError);
  });

  test('draws no tree deeper than its rows need, on rows that differ', () => {
    const { trees, rowsPerTree } = fitIsolationForest(table, { rowsPerTree: 64 });
    expect(rowsPerTree).toBe(64);
    const depths = new Int32Array(trees.left.length);
    depths.forEach((depth, node) => {
      const [left, right] = [trees.left[node] ?? -1, trees.right[node] ?? -1];
      if (left === -1) return;
      depths[left] = depths[right] = depth + 1;
      expect((trees.cover[left] ?? 0) + (trees.cover[right] ?? 0)).toBe(trees.cover[node]);
      expect(Math.min(trees.cover[left] ?? 0, trees.cover[right] ?? 0)).toBeGreaterThan(0);
    });
    expect(Math.max(...depths)).toBe(6);
  });

  test('tells how far it is, and ends when the one who listens throws', () => {
    const shares: number[] = [];
    fitIsolationForest(table, { trees: 4, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    const stop = () => {
      throw new Error('enough');
    };
    expect(() => fitIsolationForest(table, { onProgress: stop })).toThrow('enough');
  });
});

test('whatever the rows hold, every split parts them and every score is within 0..1', () => {
  const row = fc.record({
    x: fc.option(fc.double({ min: -1e300, max: 1e300 }), { nil: NaN }),
    word: fc.option(fc.constantFrom('a', 'b', 'c')),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
      const words = createCategories(
        'word',
        rows.map(({ word }) => word),
      );
      const of = createTable([
        numbers(
          'x',
          rows.map(({ x }) => x),
        ),
        {
          ...words,
          categories: ['a', 'b', 'c'],
          codes: words.codes.map((code) => 'abc'.indexOf(words.categories[code] ?? '?')),
        },
      ]);
      const model = fitIsolationForest(of, { trees: 5 });
      checkIsolationForest(model);
      expect(model.trees.cover.every((cover) => cover > 0)).toBe(true);
      expect(scoresOf(model, of).every((score) => score > 0 && score < 1)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [
    'a missing number',
    createTable([
      numbers(
        'x',
        isApart.map((far) => (far ? NaN : 1)),
      ),
    ]),
    { x: null },
    { x: 1 },
  ],
  [
    'a missing word',
    createTable([
      createCategories(
        'x',
        isApart.map((far) => (far ? null : 'usual')),
      ),
    ]),
    { x: null },
    { x: 'usual' },
  ],
  [
    'a rare word',
    createTable([
      createCategories(
        'x',
        isApart.map((far) => (far ? 'rare' : 'usual')),
      ),
    ]),
    { x: 'rare' },
    { x: 'usual' },
  ],
])('%s stands apart where nearly all rows are alike', (_, of, rare, usual) => {
  const model = fitIsolationForest(of);
  const score = (row: Record<string, string | number | null>) =>
    predictIsolationForest(model, readRow(model.schema, row));
  expect(score(rare)).toBeGreaterThan(score(usual) + 0.2);
});

test.each([
  [createTable([]), {}, 'at least one row'],
  [createTable([numbers('x', [])]), {}, 'at least one row'],
  [createTable([numbers('x', [1])]), { trees: 0 }, 'trees 0'],
  [createTable([numbers('x', [1])]), { rowsPerTree: 1.5 }, 'rows per tree 1.5'],
  [createTable([numbers('x', [1])]), { seed: 0.5 }, 'a seed is'],
  [
    createTable([
      createCategories(
        'many',
        Array.from({ length: 1100 }, (_, row) => `w${row}`),
      ),
    ]),
    {},
    'column many has 1100 words',
  ],
])('what cannot be learned is refused: %#', (of, options, message) => {
  expect(() => fitIsolationForest(of, options)).toThrow(message);
});
