import type { Schema } from '../tables/index.ts';

/**
 * Trees in flat arrays, one entry a node; a tree's nodes follow each other, its root first, children after their parent.
 * Rows are those of `readRow`: numbers, codes of words, NaN for what is missing.
 */
export interface Trees {
  /** Where each tree begins in the arrays; one more at the end, the number of nodes. */
  starts: Int32Array;
  /** Index into the schema, -1 for a leaf. */
  feature: Int32Array;
  /** A row goes left when its value <= threshold; 0 for a leaf and a split by words. */
  threshold: Float64Array;
  /** 1 where a row whose value is missing goes left, else 0. */
  missingLeft: Uint8Array;
  /** Index of the child, counted from the first node of the first tree; -1 for a leaf. */
  left: Int32Array;
  right: Int32Array;
  /** `width` numbers a node: its score, or the shares of its classes. Those of leaves are predicted. */
  value: Float64Array;
  width: number;
  /** Weight of the training rows that reached the node. */
  cover: Float64Array;
  /** Where the node's set begins in `categorySets`, -1 for a split by a number and for a leaf. */
  categories: Int32Array;
  /** Sets of codes, ceil(number of categories / 32) words each; a word whose bit is set goes left. */
  categorySets: Uint32Array;
}

/** The leaf that a row reaches, as an index into the arrays. O(depth). */
export function leafOf(trees: Trees, tree: number, row: Float64Array): number {
  const { feature, left, right } = trees;
  let node = trees.starts[tree] ?? 0;
  for (;;) {
    const index = feature[node] ?? -1;
    if (index < 0) return node;
    node = (goesLeft(trees, node, row[index] ?? NaN) ? left[node] : right[node]) ?? 0;
  }
}

/** Whether a value of the node's feature goes to its left child. */
export function goesLeft(trees: Trees, node: number, value: number): boolean {
  if (value !== value) return trees.missingLeft[node] === 1;
  const set = trees.categories[node] ?? -1;
  if (set < 0) return value <= (trees.threshold[node] ?? 0);
  return (((trees.categorySets[set + (value >> 5)] ?? 0) >>> (value & 31)) & 1) === 1;
}

/**
 * Refuses arrays that are not trees over this schema, so that what is read from a store can neither loop nor lead outside.
 * @throws RangeError that names what is wrong. O(nodes).
 */
export function checkTrees(trees: Trees, schema: Schema): void {
  const { starts, feature, width } = trees;
  const nodes = feature.length;
  if (!(Number.isInteger(width) && width > 0)) throw new RangeError(`trees are ${width} numbers wide`);
  const lengths = [
    trees.threshold.length,
    trees.missingLeft.length,
    trees.left.length,
    trees.right.length,
    trees.value.length / width,
    trees.cover.length,
    trees.categories.length,
  ];
  if (lengths.some((length) => length !== nodes)) throw new RangeError('arrays of trees differ in length');
  if (starts[0] !== 0 || starts[starts.length - 1] !== nodes) {
    throw new RangeError('trees do not begin and end with their arrays');
  }
  if (!trees.value.every(Number.isFinite) || !trees.threshold.every(Number.isFinite)) {
    throw new RangeError('a value or a threshold of a tree is no number');
  }
  if (!trees.cover.every((cover) => cover >= 0 && cover < Infinity)) {
    throw new RangeError('the cover of a node is no weight');
  }
  for (let tree = 0; tree + 1 < starts.length; tree++) checkTree(trees, schema, tree);
}

/** Each node but the root must be the child of exactly one node before it. */
function checkTree(trees: Trees, schema: Schema, tree: number): void {
  const [start, end] = [trees.starts[tree] ?? 0, trees.starts[tree + 1] ?? 0];
  if (!(start < end)) throw new RangeError(`tree ${tree} has no node`);
  const parents = new Uint8Array(end - start);
  for (let node = start; node < end; node++) {
    const feature = trees.feature[node] ?? -1;
    if (feature === -1) continue;
    const column = schema[feature];
    if (!column) throw new RangeError(`node ${node} splits by column ${feature} of ${schema.length}`);
    checkSet(trees, node, column.kind === 'category' ? column.categories.length : null);
    for (const child of [trees.left[node] ?? 0, trees.right[node] ?? 0]) {
      if (!(child > node && child < end)) throw new RangeError(`node ${node} leads to node ${child}`);
      parents[child - start] = (parents[child - start] ?? 0) + 1;
    }
  }
  const stray = parents.findIndex((count, index) => count !== (index === 0 ? 0 : 1));
  if (stray !== -1)
    throw new RangeError(`node ${start + stray} is the child of ${parents[stray] ?? 0} nodes`);
}

function checkSet(trees: Trees, node: number, categories: number | null): void {
  const set = trees.categories[node] ?? -1;
  const fits =
    categories === null
      ? set === -1
      : set >= 0 && set + Math.ceil(categories / 32) <= trees.categorySets.length;
  if (!fits) throw new RangeError(`node ${node} has no set of words of its column`);
}
