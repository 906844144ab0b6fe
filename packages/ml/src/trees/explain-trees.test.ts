import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../random/index.ts';
import { explainTrees, leafOf, type Trees } from './index.ts';
import { gaussLegendre } from './quadrature.ts';
import { goesLeft } from './tree.ts';

interface Made {
  seed: number;
  trees: number;
  /** Splits of each tree; of a deep one the last leaf is always the next to be split. */
  splits: number;
  isDeep: boolean;
  /** The last column is one of five words. */
  columns: number;
  width: number;
}

const WORDS = 5;

/** Trees that nobody learned: whole thresholds, covers of which some are 0, values of about 1. */
function makeTrees({ seed, trees, splits, isDeep, columns, width }: Made): Trees {
  const random = createRandom(seed);
  const nodes: { feature: number; left: number; right: number; cover: number }[] = [];
  const starts = [0];
  const addLeaf = () => nodes.push({ feature: -1, left: -1, right: -1, cover: random.integer(6) }) - 1;
  for (let tree = 0; tree < trees; tree++) {
    const leaves = [addLeaf()];
    for (let split = 0; split < splits; split++) {
      const [chosen = 0] = leaves.splice(isDeep ? leaves.length - 1 : random.integer(leaves.length), 1);
      const node = nodes[chosen];
      if (!node) continue;
      Object.assign(node, { feature: random.integer(columns), left: addLeaf(), right: addLeaf() });
      leaves.push(...(random.integer(2) === 0 ? [node.left, node.right] : [node.right, node.left]));
    }
    starts.push(nodes.length);
  }
  for (const node of nodes.toReversed()) {
    if (node.feature >= 0) node.cover = (nodes[node.left]?.cover ?? 0) + (nodes[node.right]?.cover ?? 0);
  }
  const isWord = (feature: number) => feature === columns - 1;
  return {
    starts: Int32Array.from(starts),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    threshold: Float64Array.from(nodes, ({ feature }) =>
      feature < 0 || isWord(feature) ? 0 : random.integer(5) - 2,
    ),
    missingLeft: Uint8Array.from(nodes, () => random.integer(2)),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float64Array.from({ length: nodes.length * width }, () => random.normal()),
    width,
    cover: Float64Array.from(nodes, ({ cover }) => cover),
    categories: Int32Array.from(nodes, ({ feature }, at) => (isWord(feature) ? at : -1)),
    categorySets: Uint32Array.from(nodes, () => random.integer(2 ** WORDS)),
  };
}

/** Whole numbers around the thresholds, a word, and a fifth of it missing. */
const makeRow = (columns: number, random: Random) =>
  Float64Array.from({ length: columns }, (_, column) => {
    if (random.integer(5) === 0) return NaN;
    return column === columns - 1 ? random.integer(WORDS) : random.integer(6) - 2.5;
  });

const made = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  trees: fc.integer({ min: 1, max: 3 }),
  splits: fc.integer({ min: 0, max: 12 }),
  isDeep: fc.boolean(),
  columns: fc.integer({ min: 1, max: 8 }),
  width: fc.integer({ min: 1, max: 3 }),
});

const sumOf = (values: Iterable<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** The share of a node's cover that a child has. */
function shareOf({ cover, left, right }: Trees, node: number, child: number): number {
  const both = (cover[left[node] ?? 0] ?? 0) + (cover[right[node] ?? 0] ?? 0);
  return both === 0 ? 0.5 : (cover[child] ?? 0) / both;
}

/** The mean of a tree's leaves by cover where the columns of a set of bits are known. */
function meanOf(trees: Trees, row: Float64Array, { node, known }: { node: number; known: number }): number {
  const feature = trees.feature[node] ?? -1;
  if (feature < 0) return trees.value[node * trees.width] ?? 0;
  const [left, right] = [trees.left[node] ?? 0, trees.right[node] ?? 0];
  const below = (child: number) => meanOf(trees, row, { node: child, known });
  if ((known >> feature) & 1) return below(goesLeft(trees, node, row[feature] ?? NaN) ? left : right);
  return shareOf(trees, node, left) * below(left) + shareOf(trees, node, right) * below(right);
}

/** Shapley values by their definition, over all subsets of the columns. */
function shapleyOfSubsets(trees: Trees, row: Float64Array): number[] {
  const columns = row.length;
  const roots = trees.starts.subarray(0, -1);
  const values = Array.from({ length: 2 ** columns }, (_, known) =>
    sumOf(Array.from(roots, (node) => meanOf(trees, row, { node, known }))),
  );
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const sizeOf = (set: number): number => (set === 0 ? 0 : (set & 1) + sizeOf(set >> 1));
  return Array.from(row, (_, column) =>
    sumOf(
      values.map((value, set) => {
        if ((set >> column) & 1) return 0;
        const size = sizeOf(set);
        const weight = (factorial(size) * factorial(columns - size - 1)) / factorial(columns);
        return weight * ((values[set | (1 << column)] ?? 0) - value);
      }),
    ),
  );
}

/**
 * Shapley values leaf by leaf, with the subsets of the path's columns counted by their size: Lundberg's sum without his
 * undoing, so that no number is ever subtracted. For trees whose subsets are too many.
 */
function shapleyOfLeaves(trees: Trees, row: Float64Array): number[] {
  const terms = new Array<number>(row.length).fill(0);
  const visit = (node: number, path: ReadonlyMap<number, readonly [fits: number, share: number]>): void => {
    const feature = trees.feature[node] ?? -1;
    if (feature >= 0) {
      const isLeft = goesLeft(trees, node, row[feature] ?? NaN);
      const [fits, share] = path.get(feature) ?? [1, 1];
      for (const child of [trees.left[node] ?? 0, trees.right[node] ?? 0]) {
        const taken = (child === trees.left[node]) === isLeft ? fits : 0;
        visit(child, new Map(path).set(feature, [taken, share * shareOf(trees, node, child)]));
      }
      return;
    }
    for (const [column, [fits, share]] of path) {
      const bySize = new Float64Array(path.size);
      bySize[0] = 1;
      for (const [other, [o, z]] of path) {
        if (other === column) continue;
        for (let size = path.size - 1; size >= 0; size--) {
          bySize[size] = (bySize[size] ?? 0) * z + (bySize[size - 1] ?? 0) * o;
        }
      }
      // size! (m - size - 1)! / m! = 1 / (m choose(m - 1, size))
      let [mean, choose] = [0, 1];
      bySize.forEach((ways, size) => {
        if (size > 0) choose = (choose * (path.size - size)) / size;
        mean += ways / (path.size * choose);
      });
      terms[column] = (terms[column] ?? 0) + (trees.value[node * trees.width] ?? 0) * (fits - share) * mean;
    }
  };
  for (const root of trees.starts.subarray(0, -1)) visit(root, new Map());
  return terms;
}

const scoreOf = (trees: Trees, row: Float64Array, value = 0) =>
  sumOf(
    Array.from(
      { length: trees.starts.length - 1 },
      (_, tree) => trees.value[leafOf(trees, tree, row) * trees.width + value] ?? 0,
    ),
  );

const furthest = (found: ArrayLike<number>, wanted: ArrayLike<number>) =>
  Math.max(0, ...Array.from(found, (one, at) => Math.abs(one - (wanted[at] ?? NaN))));

describe('what trees say, taken apart,', () => {
  test('adds up to the score, for each number of a leaf, with missing values and words', () => {
    fc.assert(
      fc.property(made, (how) => {
        const trees = makeTrees(how);
        const row = makeRow(how.columns, createRandom(how.seed));
        for (let value = 0; value < how.width; value++) {
          const { base, terms } = explainTrees(trees, row, { value });
          expect(Math.abs(base + sumOf(terms) - scoreOf(trees, row, value))).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is the mean over all subsets of columns, by the definition of Shapley', () => {
    fc.assert(
      fc.property(made, (how) => {
        const trees = makeTrees(how);
        const row = makeRow(how.columns, createRandom(how.seed));
        const { base, terms } = explainTrees(trees, row);
        expect(furthest(terms, shapleyOfSubsets(trees, row))).toBeLessThan(1e-12);
        const unknown = Array.from(trees.starts.subarray(0, -1), (node) =>
          meanOf(trees, row, { node, known: 0 }),
        );
        expect(Math.abs(base - sumOf(unknown))).toBeLessThan(1e-12);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [40, 12, 20],
    [120, 40, 3],
    [300, 60, 1],
  ])('holds in trees about %d splits deep over %d columns', (splits, columns, count) => {
    for (let seed = 0; seed < count; seed++) {
      const trees = makeTrees({ seed, trees: 1, splits, isDeep: true, columns, width: 1 });
      // Without empty nodes, of which a path this long would have many, and nothing would reach its end.
      trees.cover.forEach((cover, node) => (trees.cover[node] = cover + 1));
      const random = createRandom(seed);
      for (let at = 0; at < 3; at++) {
        const row = makeRow(columns, random);
        const { base, terms } = explainTrees(trees, row);
        expect(Math.abs(base + sumOf(terms) - scoreOf(trees, row))).toBeLessThan(1e-12);
        expect(furthest(terms, shapleyOfLeaves(trees, row))).toBeLessThan(1e-12);
      }
    }
  });

  test('holds where every split keeps all but a trace of the cover, 60 deep', () => {
    const trees = makeTrees({ seed: 3, trees: 1, splits: 60, isDeep: true, columns: 60, width: 1 });
    trees.feature.forEach((feature, node) => {
      if (feature >= 0) trees.feature[node] = Math.floor(node / 2) % 59;
    });
    trees.cover.fill(1);
    trees.categories.fill(-1);
    for (let node = trees.feature.length - 1; node >= 0; node--) {
      const [left = -1, right = -1] = [trees.left[node], trees.right[node]];
      if (left >= 0) trees.cover[node] = 1e4 * ((trees.cover[left] ?? 0) + (trees.cover[right] ?? 0));
    }
    const random = createRandom(4);
    for (let at = 0; at < 10; at++) {
      const row = makeRow(60, random);
      const { base, terms } = explainTrees(trees, row);
      expect(Math.abs(base + sumOf(terms) - scoreOf(trees, row))).toBeLessThan(1e-12);
      expect(furthest(terms, shapleyOfLeaves(trees, row))).toBeLessThan(1e-12);
    }
  });
});

interface Dump {
  split_indices: number[];
  split_conditions: number[];
  default_left: number[];
  left_children: number[];
  right_children: number[];
  sum_hessian: number[];
  categories: number[];
  categories_nodes: number[];
  categories_segments: number[];
  categories_sizes: number[];
}

interface Fixture {
  rows: (number | null)[][];
  two: { trees: Dump[]; terms: number[][] };
  three: { trees: Dump[]; terms: number[][][] };
}

/** The largest number below a float32, which is where its `value < threshold` and our `value <= threshold` agree. */
function justBelow(float: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, float);
  bits.setBigInt64(0, bits.getBigInt64(0) + (float > 0 ? -1n : 1n));
  return float === 0 ? -Number.MIN_VALUE : bits.getFloat64(0);
}

/** XGBoost's trees: what is below a threshold goes left, and a word of a set goes right. */
function treesOf(dumps: readonly Dump[]): Trees {
  const starts = [0];
  for (const { left_children } of dumps) starts.push((starts.at(-1) ?? 0) + left_children.length);
  const all = <T>(read: (dump: Dump, node: number, start: number) => T): T[] =>
    dumps.flatMap((dump, tree) => dump.left_children.map((_, node) => read(dump, node, starts[tree] ?? 0)));
  const isLeaf = (dump: Dump, node: number) => dump.left_children[node] === -1;
  const setOf = (dump: Dump, node: number) => dump.categories_nodes.indexOf(node);
  const condition = (dump: Dump, node: number) => Math.fround(dump.split_conditions[node] ?? 0);
  const child = (children: readonly number[], node: number, start: number) =>
    children[node] === -1 ? -1 : (children[node] ?? 0) + start;
  return {
    starts: Int32Array.from(starts),
    feature: Int32Array.from(
      all((dump, node) => (isLeaf(dump, node) ? -1 : (dump.split_indices[node] ?? 0))),
    ),
    threshold: Float64Array.from(
      all((dump, node) =>
        isLeaf(dump, node) || setOf(dump, node) >= 0 ? 0 : justBelow(condition(dump, node)),
      ),
    ),
    missingLeft: Uint8Array.from(all((dump, node) => dump.default_left[node] ?? 0)),
    left: Int32Array.from(all((dump, node, start) => child(dump.left_children, node, start))),
    right: Int32Array.from(all((dump, node, start) => child(dump.right_children, node, start))),
    value: Float64Array.from(all((dump, node) => (isLeaf(dump, node) ? condition(dump, node) : 0))),
    width: 1,
    cover: Float64Array.from(all((dump, node) => Math.fround(dump.sum_hessian[node] ?? 0))),
    categories: Int32Array.from(all((dump, node, start) => (setOf(dump, node) < 0 ? -1 : node + start))),
    categorySets: Uint32Array.from(
      all((dump, node) => {
        const set = setOf(dump, node);
        const from = dump.categories_segments[set] ?? 0;
        const right = dump.categories.slice(from, from + (dump.categories_sizes[set] ?? 0));
        return ~right.reduce((bits, word) => bits | (1 << word), 0) >>> 0;
      }),
    ),
  };
}

describe('the contributions are those of XGBoost', () => {
  // Made by XGBoost 1.7.4 with pred_contribs=True; the program stands in the file. It works in float32, whence 1e-6.
  const fixture = JSON.parse(
    readFileSync(join(import.meta.dirname, 'fixtures/xgboost.json'), 'utf8'),
  ) as Fixture;
  const rows = fixture.rows.map((row) => Float64Array.from(row, (value) => value ?? NaN));

  test('for two classes, of which it scores the second', () => {
    const trees = treesOf(fixture.two.trees);
    rows.forEach((row, at) => {
      // Its base_score of .5 is a score of 0.
      const { base, terms } = explainTrees(trees, row);
      expect(furthest([...terms, base], fixture.two.terms[at] ?? [])).toBeLessThan(1e-6);
    });
  });

  test('for three classes, whose trees alternate', () => {
    const trees = treesOf(fixture.three.trees);
    rows.forEach((row, at) => {
      for (let output = 0; output < 3; output++) {
        const { base, terms } = explainTrees(trees, row, { first: output, step: 3 });
        const wanted = fixture.three.terms[at]?.[output] ?? [];
        expect(furthest([...terms, base + 0.5], wanted)).toBeLessThan(1e-6);
      }
    });
  });
});

/** 1 where both columns are above 0, else 0; half of the rows have each, whatever the other is. */
const both: Trees = {
  starts: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: new Float64Array(5),
  missingLeft: new Uint8Array(5),
  left: Int32Array.of(1, -1, 3, -1, -1),
  right: Int32Array.of(2, -1, 4, -1, -1),
  value: Float64Array.of(0, 0, 0, 0, 1),
  width: 1,
  cover: Float64Array.of(4, 2, 2, 1, 1),
  categories: new Int32Array(5).fill(-1),
  categorySets: new Uint32Array(0),
};

describe('credit', () => {
  test('is shared by columns that do the same, and is none for one that no tree asks for', () => {
    // By hand: v() = 1/4, v(either) = 1/2, v(both) = 1, so (1/4 + 1/2) / 2 each.
    expect(explainTrees(both, Float64Array.of(1, 1, 9))).toEqual({
      base: 0.25,
      terms: Float64Array.of(0.375, 0.375, 0),
    });
    // v(first) = 0, v(second) = 1/2, v(both) = 0: (-1/4 - 1/2) / 2 and (1/4 + 0) / 2.
    expect(explainTrees(both, Float64Array.of(-1, 1))).toEqual({
      base: 0.25,
      terms: Float64Array.of(-0.375, 0.125),
    });
  });

  test('is none at all where there are only leaves, or no trees', () => {
    const leaf = makeTrees({ seed: 1, trees: 2, splits: 0, isDeep: false, columns: 2, width: 1 });
    expect(explainTrees(leaf, Float64Array.of(1, 2))).toEqual({
      base: sumOf(leaf.value),
      terms: new Float64Array(2),
    });
    const none: Trees = { ...leaf, starts: Int32Array.of(0), feature: new Int32Array(0) };
    expect(explainTrees(none, Float64Array.of(1))).toEqual({ base: 0, terms: new Float64Array(1) });
  });

  test('of a mean of trees is the mean of their credit', () => {
    const trees = makeTrees({ seed: 5, trees: 3, splits: 6, isDeep: false, columns: 4, width: 1 });
    const row = makeRow(4, createRandom(2));
    const before = structuredClone({ trees, row });
    const alone = [0, 1, 2].map((first) => explainTrees(trees, row, { first, step: 3 }));
    const mean = explainTrees(trees, row, { scale: 1 / 3 });
    expect(mean.base).toBeCloseTo(sumOf(alone.map(({ base }) => base)) / 3, 12);
    mean.terms.forEach((term, column) =>
      expect(term).toBeCloseTo(sumOf(alone.map(({ terms }) => terms[column] ?? 0)) / 3, 12),
    );
    expect({ trees, row }).toEqual(before);
  });

  test.each([
    [Float64Array.of(1), {}, 'split by 2 columns, the row has 1'],
    [Float64Array.of(1, 1), { value: 1 }, 'there is no number 1'],
    [Float64Array.of(1, 1), { step: 0 }, 'steps of 0'],
    [Float64Array.of(1, 1), { first: -1 }, 'from -1'],
    [Float64Array.of(1, 1), { scale: NaN }, 'times NaN'],
  ])('is refused where there is none to give: %#', (row, which, message) => {
    expect(() => explainTrees(both, row, which)).toThrow(message);
  });
});

test('the rule for integrals is exact up to its degree', () => {
  for (let count = 1; count <= 64; count++) {
    const { points, weights } = gaussLegendre(count);
    expect(weights.every((weight) => weight > 0)).toBe(true);
    for (let degree = 0; degree < 2 * count; degree++) {
      const found = sumOf(points.map((point, at) => (weights[at] ?? 0) * point ** degree));
      expect(Math.abs(found - 1 / (degree + 1))).toBeLessThan(1e-14);
    }
  }
});
