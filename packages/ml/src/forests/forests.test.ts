import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel, encodeModel, measureArrays } from '../encoding/index.ts';
import { createRandom } from '../random/index.ts';
import {
  createCategories,
  createTable,
  forEachRow,
  readRow,
  selectColumn,
  selectRows,
  type CategoryColumn,
  type NumberColumn,
} from '../tables/index.ts';
import {
  checkDecisionTree,
  checkRandomForest,
  explainForest,
  fitDecisionTree,
  fitRandomForest,
  predictDecisionTree,
  predictRandomForest,
  type DecisionTree,
  type ForestOptions,
  type RandomForest,
} from './index.ts';

type Learned = Parameters<typeof fitRandomForest>[0];

const numbers = (name: string, values: Iterable<number>): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});

/** Rows of two numbers, a word and something missing; what is to be told follows from them, with noise. */
function makeExamples(kind: 'mean' | 'two' | 'three', rows = 300, seed = 1): Learned {
  const random = createRandom(seed);
  const draw = () => Array.from({ length: rows }, () => random.normal());
  const [a, b, noise] = [draw(), draw(), draw()];
  const words = Array.from({ length: rows }, () => 'abcdefgh'[random.integer(8)] ?? '');
  const gappy = b.map((value, row) => (row % 5 === 0 ? NaN : value));
  const signal = a.map(
    (value, row) => 2 * value + ('bdg'.includes(words[row] ?? '') ? 3 : 0) + 0.3 * (noise[row] ?? 0),
  );
  const features = createTable([
    ...[numbers('a', a), numbers('gappy', gappy)],
    createCategories(
      'word',
      words.map((word, row) => (row % 9 === 4 ? null : word)),
    ),
  ]);
  if (kind === 'mean') return { features, target: numbers('y', signal) };
  const classOf = (value: number) =>
    kind === 'two' ? (value > 1 ? 'yes' : 'no') : value > 2.5 ? 'x' : value > 0 ? 'y' : 'z';
  return { features, target: createCategories('y', signal.map(classOf)) };
}

/** Both estimators through one door. */
const estimators = {
  tree: {
    fit: fitDecisionTree,
    decode: (bytes: Uint8Array) =>
      decodeModel<DecisionTree>(bytes, { kind: 'decision-tree', version: 1, check: checkDecisionTree }),
  },
  forest: {
    fit: (examples: Learned, options: ForestOptions) => fitRandomForest(examples, { trees: 10, ...options }),
    decode: (bytes: Uint8Array) =>
      decodeModel<RandomForest>(bytes, { kind: 'random-forest', version: 1, check: checkRandomForest }),
  },
};

const say = (model: DecisionTree | RandomForest, row: Float64Array) =>
  model.kind === 'decision-tree' ? predictDecisionTree(model, row) : predictRandomForest(model, row);

function sayAll(model: DecisionTree | RandomForest, { features }: Learned): Float64Array[] {
  const said: Float64Array[] = [];
  forEachRow(model.schema, features, (row) => said.push(say(model, row)));
  return said;
}

/** The same rows elsewhere. */
function pick({ features, target }: Learned, rows: ArrayLike<number>): Learned {
  const table = selectRows(features, rows);
  return target.kind === 'number'
    ? { features: table, target: selectColumn(target, rows) }
    : { features: table, target: selectColumn(target, rows) };
}

const kinds = ['mean', 'two', 'three'] as const;
const cases = kinds.flatMap((kind) =>
  (['tree', 'forest'] as const).map((name) => [name, kind, estimators[name]] as const),
);

describe.each(cases)('a %s of %s', (name, kind, { fit, decode }) => {
  const examples = makeExamples(kind);

  test('gives the same bytes for the same rows and seed, in whatever order rows and columns come', () => {
    const turned = pick(
      examples,
      Int32Array.from({ length: 300 }, (_, row) => (row * 7) % 300),
    );
    const other = { ...turned, features: createTable([...turned.features.columns].reverse()) };
    const options = { seed: 3, columnShare: 0.5, minLeafRows: 2 };
    const bytes = encodeModel(fit(examples, options));
    expect(encodeModel(fit(other, options))).toStrictEqual(bytes);
    expect(encodeModel(fit(examples, { ...options, seed: 4 }))).not.toStrictEqual(bytes);
  });

  test('says the same once it was stored, and is refused once it was bent', () => {
    const model = fit(examples, {});
    expect(sayAll(decode(encodeModel(model)), examples)).toStrictEqual(sayAll(model, examples));
    const bent = () => structuredClone(model);
    const loop = bent();
    loop.trees.left[0] = 0;
    expect(() => decode(encodeModel(loop))).toThrow('leads to node 0');
    const classes = Object.assign(bent(), { classes: ['a', 'b', 'c', 'd'] });
    expect(() => decode(encodeModel(classes))).toThrow('4 numbers');
    const share = bent();
    share.trees.value[0] = kind === 'mean' ? NaN : 1.5;
    expect(() => decode(encodeModel(share))).toThrow(RangeError);
    const none = bent();
    none.trees.starts = Int32Array.of(0);
    expect(() => decode(encodeModel(none))).toThrow(RangeError);
  });

  test('leaves what it learns from as it was', () => {
    const before = structuredClone(examples);
    fit(examples, {});
    expect(examples).toStrictEqual(before);
  });

  test('keeps at each node what its rows are: the mean of its children, by their cover', () => {
    const { trees } = fit(examples, {
      ...(kind !== 'mean' && { classWeights: { [kind === 'two' ? 'yes' : 'x']: 3 } }),
    });
    const { left, right, cover, value, width } = trees;
    for (let node = 0; node < left.length; node++) {
      const [a, b] = [left[node] ?? -1, right[node] ?? -1];
      if (a === -1) continue;
      const of = (at: number) => cover[at] ?? 0;
      expect(of(a) + of(b)).toBeCloseTo(of(node), 9);
      for (let output = 0; output < width; output++) {
        const told = (at: number) => value[at * width + output] ?? 0;
        expect((told(a) * of(a) + told(b) * of(b)) / of(node)).toBeCloseTo(told(node), 9);
      }
    }
  });

  test('learns from one row, and from columns that say nothing', () => {
    const one = pick(examples, [3]);
    const { target } = one;
    const [alone] = sayAll(fit(one, {}), one);
    if (target.kind === 'number') expect(alone).toStrictEqual(target.values);
    else expect(alone?.[target.codes[0] ?? 0]).toBe(1);
    const silent = createTable([
      numbers('same', new Array<number>(300).fill(4)),
      numbers('none', new Array<number>(300).fill(NaN)),
    ]);
    const model = fit({ ...examples, features: silent }, {});
    expect(model.trees.feature.every((feature) => feature === -1)).toBe(true);
    expect(
      sayAll(model, { ...examples, features: silent }).every((told) => told.every(Number.isFinite)),
    ).toBe(true);
  });

  test('leaves at least so many rows in a leaf, and is no deeper than allowed', () => {
    const model = fit(examples, { minLeafRows: 20, maxDepth: 3 });
    const counts = new Map<string, number>();
    sayAll(model, examples).forEach((told) => counts.set(String(told), (counts.get(String(told)) ?? 0) + 1));
    if (name === 'tree') {
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(20);
      expect(counts.size).toBeGreaterThan(4);
    }
    const depths = new Int32Array(model.trees.left.length);
    depths.forEach((depth, node) => {
      for (const child of [model.trees.left[node] ?? -1, model.trees.right[node] ?? -1])
        depths[child] = depth + 1;
    });
    expect(Math.max(...depths)).toBe(3);
  });

  test('takes no more room than it says', () => {
    const rows = name === 'tree' ? 300 : 300 * 10;
    for (const minLeafRows of [1, 5]) {
      const { trees } = fit(examples, { minLeafRows });
      const nodes = trees.feature.length;
      expect(nodes).toBeLessThanOrEqual((2 * rows) / minLeafRows);
      const sets = trees.categorySets.byteLength + trees.starts.byteLength;
      expect(measureArrays(trees) - sets).toBe(nodes * (33 + 8 * trees.width));
    }
  });

  test('tells how far it is, up to 1, and ends when the one who listens throws', () => {
    const shares: number[] = [];
    fit(examples, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(10);
    const stop = () => {
      throw new Error('enough');
    };
    expect(() => fit(examples, { onProgress: stop })).toThrow('enough');
  });
});

describe('a tree is that of scikit-learn', () => {
  // Drawn with numpy's default_rng(7), rounded; what follows is of scikit-learn 1.2.1 and the same for its seeds 0, 1 and 2.
  const x = [
    [0, -0.89, 0.06, -0.62, 0.11, 0.7, -1.9, -0.24, 0.16, -0.54, -1.53, -0.81],
    [-0.03, -0.11, -1.23, -1.55, -0.64, -1.2, -0.19, 0.67, 0.2, -1.19, 0.9, -0.79],
    [0.3, -0.45, 1.34, 0.49, -0.93, -1.34, -1.29, -1.27, -0.19, -0.05, -0.48, 1.06],
    [0.88, 0.11, 0.08, 0.86, 2, 0.07, 0.68, 1.44, -0.46, -0.58, 1.15, 0.65],
    [-0.27, -0.99, -0.49, 0.36, -0.03, -0.46, -1.84, 0.27, -2.52, 0.11, -0.98, -0.81],
    [-0.58, 0.06, 1.36, 0.12, 0.76, 0.58, -0.07, -0.68, 0.13, -0.2, -1.32, -1.99],
  ];
  const features = createTable(
    [0, 1, 2].map((index) => numbers(`x${index}`, [...(x[2 * index] ?? []), ...(x[2 * index + 1] ?? [])])),
  );
  const classes = createCategories('y', Array.from('aacaacacaaabbbbbbbbcaacb'));
  const means = numbers('y', [
    ...[-0, -2.9, -0.2, -2, -0.1, 1.3, -7.8, -0.3, -6.6, -0.9, -4.3, -2],
    ...[-0.4, -0.7, -3.9, -2.7, -1.9, -2.8, -0.4, 0.6, 0.7, -2.6, 0, -5.8],
  ]);

  /** Column and threshold of each node, or the value and cover of a leaf, in the order of the nodes. */
  const listed = ({ trees: { feature, threshold, value, cover, width } }: DecisionTree) =>
    Array.from(feature, (column, node) => {
      if (column !== -1) return [column, Number((threshold[node] ?? 0).toFixed(5))];
      const told = [...value.subarray(node * width, (node + 1) * width)];
      return [...told.map((one) => Number(one.toFixed(5))), cover[node]];
    });

  test('for classes, with weights: DecisionTreeClassifier(min_samples_leaf=2)', () => {
    const weights = Float64Array.from({ length: 24 }, (_, row) => 1 + (row % 3));
    expect(listed(fitDecisionTree({ features, target: classes, weights }, { minLeafRows: 2 }))).toEqual([
      [1, 0.01],
      [1, -1.1],
      [Number((1 / 6).toFixed(5)), 0, Number((5 / 6).toFixed(5)), 6],
      [1, 0, 0, 14],
      [0, 0.03],
      [0, -0.63],
      [0, 1, 0, 15],
      [1, 0.585],
      [0.5, 0.5, 0, 4],
      [0, 1, 0, 2],
      [0, 0, 1, 7],
    ]);
  });

  test('for a mean: DecisionTreeRegressor(max_depth=3, min_samples_leaf=2)', () => {
    expect(listed(fitDecisionTree({ features, target: means }, { minLeafRows: 2, maxDepth: 3 }))).toEqual([
      [2, -1.58],
      [-6.73333, 3],
      [0, -0.58],
      [0, -1.215],
      [-3.63333, 3],
      [-2.36667, 6],
      [0, 0.155],
      [-0.375, 8],
      [0.65, 4],
    ]);
  });
});

/** The least Gini impurity, or sum of squares, that any parting of the rows by one column leaves. */
function bestByHand(
  rows: readonly { cell: number | null; y: number; weight: number }[],
  isWord: boolean,
): number {
  const cells = [...new Set(rows.map(({ cell }) => cell))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  const left = (side: number) => (cell: number | null) => {
    const place = cells.indexOf(cell);
    return ((side >> place) & 1) === 1;
  };
  // Numbers: the values up to a cut, with and without what is missing. Words: any set of them.
  const present = cells.filter((cell) => cell !== null).length;
  const missing = cells.length > present ? [0, 1 << present] : [0];
  const sides = isWord
    ? Array.from({ length: 2 ** cells.length }, (_, side) => side)
    : Array.from({ length: present + 1 }, (_, cut) => 2 ** cut - 1).flatMap((side) =>
        missing.map((bit) => side | bit),
      );
  const spread = (part: typeof rows) => {
    const weight = part.reduce((sum, row) => sum + row.weight, 0);
    const mean = part.reduce((sum, row) => sum + row.weight * row.y, 0) / weight;
    return part.reduce((sum, row) => sum + row.weight * (row.y - mean) ** 2, 0);
  };
  return Math.min(
    ...sides.map((side) => {
      const isLeft = left(side);
      const [one, other] = [
        rows.filter(({ cell }) => isLeft(cell)),
        rows.filter(({ cell }) => !isLeft(cell)),
      ];
      return one.length === 0 || other.length === 0 ? Infinity : spread(one) + spread(other);
    }),
  );
}

test.each([false, true])('the first split is the best there is, by trying all (words: %s)', (isWord) => {
  const row = fc.record({
    cell: fc.option(fc.integer({ min: 0, max: 5 })),
    y: fc.integer({ min: 0, max: 4 }),
    weight: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 14 }), (rows) => {
      const cells = rows.map(({ cell }) => cell);
      const column = isWord
        ? createCategories(
            'x',
            cells.map((cell) => (cell === null ? null : `w${cell}`)),
          )
        : numbers(
            'x',
            cells.map((cell) => cell ?? NaN),
          );
      const examples = {
        features: createTable([column]),
        target: numbers(
          'y',
          rows.map(({ y }) => y),
        ),
        weights: Float64Array.from(rows, ({ weight }) => weight),
      };
      const model = fitDecisionTree(examples, { maxDepth: 1 });
      const canPart = new Set(cells).size > 1 && new Set(rows.map(({ y }) => y)).size > 1;
      expect(model.trees.feature.length).toBe(canPart ? 3 : 1);
      if (!canPart) return;
      let left = 0;
      forEachRow(model.schema, examples.features, (values, index) => {
        const { y = 0, weight = 0 } = rows[index] ?? {};
        left += weight * (y - (predictDecisionTree(model, values)[0] ?? 0)) ** 2;
      });
      expect(left).toBeCloseTo(bestByHand(rows, isWord), 9);
    }),
    { numRuns: 200 },
  );
});

test('a weight of two is the row twice', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const of = (all: typeof rows) => ({
        features: createTable([
          numbers(
            'x',
            all.map(([x]) => x),
          ),
        ]),
        target: createCategories(
          'y',
          all.map(([, y]) => 'abc'[y] ?? ''),
        ),
      });
      const twice = fitDecisionTree(of([...rows, ...rows]));
      const weighted = fitDecisionTree({ ...of(rows), weights: new Float64Array(rows.length).fill(2) });
      expect(weighted.trees).toStrictEqual(twice.trees);
    }),
    { numRuns: 50 },
  );
});

test('many rows far apart are told as few are: ranks that are counted and ranks that are sorted', () => {
  // Each value once, so that deep nodes have few rows among many ranks; a tree of them knows each row.
  const random = createRandom(2);
  const x = Array.from({ length: 3000 }, () => random.normal());
  const gappy = x.map((value, row) => (row % 50 === 0 ? NaN : value));
  const examples = {
    features: createTable([numbers('x', gappy), numbers('other', x.toReversed())]),
    target: numbers('y', x),
  };
  const said = sayAll(fitDecisionTree(examples), examples);
  expect(said.map(([told]) => told)).toStrictEqual(x);
});

test('more values than there are ranks share them, and are still cut in the right order', () => {
  const rows = 70_000;
  const examples = {
    features: createTable([
      numbers(
        'x',
        Array.from({ length: rows }, (_, row) => row),
      ),
    ]),
    target: createCategories(
      'y',
      Array.from({ length: rows }, (_, row) => (row < 35_000 ? 'low' : 'high')),
    ),
  };
  const { trees } = fitDecisionTree(examples, { maxDepth: 1 });
  expect(Math.abs((trees.threshold[0] ?? 0) - 34_999.5)).toBeLessThanOrEqual(1);
});

describe('missing values', () => {
  const x = Array.from({ length: 90 }, (_, row) => (row % 3 === 0 ? NaN : row % 3));
  const y = x.map((value) => (Number.isNaN(value) ? 10 : value === 1 ? -5 : 0));

  test('are told from all others', () => {
    const model = fitDecisionTree({ features: createTable([numbers('x', x)]), target: numbers('y', y) });
    const told = [null, 1, 2].map(
      (value) => predictDecisionTree(model, readRow(model.schema, { x: value }))[0],
    );
    expect(told).toEqual([10, -5, 0]);
  });

  test.each([5, 9])(
    'go with the most where there were none, as do words that a node did not have: %d',
    (light) => {
      const features = createTable([
        numbers('x', [1, 2, 2, 2]),
        numbers('turned', [2, 1, 1, 1]),
        { ...createCategories('word', ['a', 'b', 'b', 'b']), categories: ['a', 'b', 'never'] },
      ]);
      for (const column of features.columns) {
        const model = fitDecisionTree({
          features: createTable([column]),
          target: numbers('y', [light, 7, 7, 7]),
        });
        expect(predictDecisionTree(model, Float64Array.of(NaN))[0]).toBe(7);
        if (column.kind === 'category') expect(predictDecisionTree(model, Float64Array.of(2))[0]).toBe(7);
      }
    },
  );
});

test('what no single column tells is found below a split that gains nothing', () => {
  const features = createTable([numbers('a', [0, 0, 1, 1]), numbers('b', [0, 1, 0, 1])]);
  const examples = { features, target: createCategories('y', ['even', 'odd', 'odd', 'even']) };
  const said = sayAll(fitDecisionTree(examples), examples);
  expect(said.map((told) => told[0])).toEqual([1, 0, 0, 1]);
});

describe('a forest', () => {
  test('tells the mean of its trees, and fresh rows better than one tree', () => {
    const train = makeExamples('two', 1500);
    const fresh = makeExamples('two', 1500, 2);
    const { codes } = fresh.target as CategoryColumn;
    const wrong = (model: DecisionTree | RandomForest) =>
      sayAll(model, fresh).reduce((sum, [, yes = 0], row) => sum + (yes - (codes[row] ?? 0)) ** 2, 0) / 1500;
    const forest = fitRandomForest(train, { trees: 40, columnShare: 0.7 });
    expect(wrong(forest)).toBeLessThan(0.75 * wrong(fitDecisionTree(train)));
    const row = Float64Array.of(0.4, NaN, 1);
    const one = (tree: number) =>
      say(
        { ...forest, trees: { ...forest.trees, starts: forest.trees.starts.slice(tree, tree + 2) } },
        row,
      )[1] ?? 0;
    const mean = Array.from({ length: 40 }, (_, tree) => one(tree)).reduce((sum, told) => sum + told, 0) / 40;
    expect(say(forest, row)[1]).toBeCloseTo(mean, 12);
  });

  test.each(['two', 'mean'] as const)('knows its error on fresh rows from rows out of bag: %s', (kind) => {
    const train = makeExamples(kind, 1500);
    const fresh = makeExamples(kind, 1500, 2);
    const model = fitRandomForest(train, { trees: 40, isOutOfBagTold: true });
    const { target } = fresh;
    const errors = sayAll(model, fresh).map((told, row) =>
      target.kind === 'number'
        ? ((told[0] ?? 0) - (target.values[row] ?? 0)) ** 2
        : Number((told[1] ?? 0) > 0.5 !== (target.codes[row] === 1)),
    );
    const error = errors.reduce((sum, one) => sum + one, 0) / 1500;
    expect(model.outOfBag?.rows).toBe(1500);
    expect((model.outOfBag?.error ?? 0) / error).toBeGreaterThan(0.75);
    expect((model.outOfBag?.error ?? 0) / error).toBeLessThan(1.33);
  });

  test('has nothing out of bag when it was not asked, or no tree left a row out', () => {
    const examples = makeExamples('two');
    expect(fitRandomForest(examples, { trees: 2 }).outOfBag).toBeNull();
    expect(fitRandomForest(examples, { trees: 2, rowShare: null, isOutOfBagTold: true }).outOfBag).toBeNull();
    expect(fitRandomForest(pick(examples, [0]), { trees: 2, isOutOfBagTold: true }).outOfBag).toBeNull();
  });

  test('draws as many rows as it is told', () => {
    const coverOf = (options: ForestOptions) =>
      fitRandomForest(makeExamples('two'), { trees: 1, ...options }).trees.cover[0];
    expect([coverOf({}), coverOf({ rowShare: 0.1 }), coverOf({ rowShare: null })]).toEqual([300, 30, 300]);
  });

  test('gives a class of more weight more of each share', () => {
    const examples = makeExamples('two');
    const mean = (classWeights: Record<string, number>) =>
      sayAll(fitRandomForest(examples, { trees: 20, minLeafRows: 10, classWeights }), examples).reduce(
        (sum, told) => sum + (told[1] ?? 0) / 300,
        0,
      );
    expect(mean({ yes: 5 })).toBeGreaterThan(mean({}) + 0.1);
  });

  test('of one class is sure of it', () => {
    const { features } = makeExamples('two');
    const target = createCategories('y', new Array<string>(300).fill('only'));
    const model = fitRandomForest({ features, target }, { trees: 3 });
    expect(predictRandomForest(model, Float64Array.of(0, 0, 0))).toEqual(Float64Array.of(1));
  });
});

describe('what cannot be learned is refused:', () => {
  const examples = makeExamples('two');
  const many = createCategories(
    'many',
    Array.from({ length: 1100 }, (_, row) => `w${row}`),
  );
  const unknown = numbers('y', new Array<number>(1100).fill(1));
  test.each([
    [{ features: createTable([many]), target: unknown }, {}, 'column many has 1100 words'],
    [makeExamples('mean'), { classWeights: { yes: 2 } }, 'no classes to weigh'],
    [pick(examples, []), {}, 'at least one row'],
    [examples, { trees: 0 }, 'trees 0'],
    [examples, { maxDepth: 0 }, 'maxDepth 0'],
    [examples, { minLeafRows: 1.5 }, 'minLeafRows 1.5'],
    [examples, { columnShare: 0 }, 'columnShare 0'],
    [examples, { rowShare: 1.1 }, 'rowShare 1.1'],
    [examples, { classWeights: { yes: NaN } }, 'the weight of class yes is NaN'],
    [examples, { seed: -1 }, 'a seed is'],
  ] as [Learned, ForestOptions, string][])('%#', (from, options, message) => {
    expect(() => fitRandomForest(from, options)).toThrow(message);
  });
});

describe('what a forest tells, taken apart,', () => {
  test.each(['mean', 'two', 'three'] as const)('adds up to it: %s', (kind) => {
    const examples = makeExamples(kind);
    for (const model of [fitDecisionTree(examples), fitRandomForest(examples, { trees: 30, seed: 2 })]) {
      let moved = 0;
      forEachRow(model.schema, examples.features, (row) => {
        say(model, row).forEach((told, output) => {
          const { base, terms } = explainForest(model, row, output);
          expect(Math.abs(terms.reduce((sum, term) => sum + term, base) - told)).toBeLessThan(1e-9);
          moved = Math.max(moved, ...terms.map(Math.abs));
        });
      });
      expect(moved).toBeGreaterThan(0.1);
    }
  });

  test('begins at the mean of the rows that a tree learned', () => {
    const examples = makeExamples('mean');
    const row = new Float64Array(3);
    const { base } = explainForest(fitDecisionTree(examples), row);
    const { values } = examples.target as NumberColumn;
    expect(base).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
  });

  test('is refused for what the model does not tell', () => {
    const model = fitDecisionTree(makeExamples('two'));
    expect(() => explainForest(model, new Float64Array(3), 2)).toThrow(
      'tells 2 classes, there is no number 2',
    );
    expect(() => explainForest(model, new Float64Array(1))).toThrow('the row has 1');
  });
});

test('values next to each other are told apart', () => {
  const [low, high] = [1 + 2 ** -52, 1 + 2 ** -51];
  const model = fitDecisionTree({
    ...{ features: createTable([numbers('x', [low, high])]), target: numbers('y', [0, 1]) },
  });
  expect([low, high].map((x) => predictDecisionTree(model, Float64Array.of(x))[0])).toEqual([0, 1]);
});
