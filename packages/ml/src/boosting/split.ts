import type { BinnedColumn } from './bins.ts';
import { COLUMN_SIZE, type Histogram } from './histogram.ts';

/** Sums over the rows of a leaf. */
export interface Sums {
  gradient: number;
  hessian: number;
  rows: number;
}

/** What holds for the values of a leaf. */
export interface Bounds {
  least: number;
  most: number;
}

export interface SplitRules {
  l2: number;
  minLeafRows: number;
  minLeafHessian: number;
}

/** Where a leaf is parted. */
export interface Split {
  gain: number;
  column: number;
  /** Bins up to this go left; -1 for words. */
  bin: number;
  /** Words that go left, as a set of bits; null for numbers. */
  words: Uint32Array | null;
  isMissingLeft: boolean;
  left: Sums;
  right: Sums;
  leftValue: number;
  rightValue: number;
}

export interface Leaf {
  sums: Sums;
  bounds: Bounds;
}

/** The value of a leaf: -g / (h + l2), within its bounds. */
export function valueOf({ gradient, hessian }: Sums, l2: number, { least, most }: Bounds): number {
  const value = hessian + l2 === 0 ? 0 : -gradient / (hessian + l2);
  return Math.min(most, Math.max(least, value));
}

/** How much a value makes the loss of its rows smaller, to the second order. */
const reduction = ({ gradient, hessian }: Sums, l2: number, value: number) =>
  -(gradient * value + 0.5 * (hessian + l2) * value * value);

/** Below this a gain is rounding. */
const LEAST_GAIN = 1e-10;
/** Words are ordered by gradient over hessian plus this, so that rare ones stay in the middle. */
const WORD_SMOOTHING = 10;

interface Search {
  leaf: Leaf;
  rules: SplitRules;
  parent: number;
  best: Split | null;
  index: number;
  /** 1: the left value may not exceed the right one; -1: nor the other way round; 0: any. */
  monotone: number;
}

/** The split with the largest gain, null where none is allowed. O(bins). */
export function findSplit(
  histogram: Histogram,
  leaf: Leaf,
  {
    columns,
    used,
    monotone,
    rules,
  }: { columns: readonly BinnedColumn[]; used: readonly number[]; monotone: Int8Array; rules: SplitRules },
): Split | null {
  const own = valueOf(leaf.sums, rules.l2, leaf.bounds);
  const search: Search = {
    ...{ leaf, rules, best: null, index: 0, monotone: 0 },
    parent: reduction(leaf.sums, rules.l2, own),
  };
  for (const index of used) {
    const column = columns[index];
    if (!column) continue;
    search.index = index;
    search.monotone = monotone[index] ?? 0;
    const sums = histogram.subarray(index * COLUMN_SIZE, index * COLUMN_SIZE + (column.count + 1) * 3);
    if (column.edges) searchNumbers(search, sums, column.count);
    else searchWords(search, sums, column.count);
  }
  return search.best;
}

const left: Sums = { gradient: 0, hessian: 0, rows: 0 };

function add(sums: Float64Array, bin: number): void {
  left.gradient += sums[bin * 3] ?? 0;
  left.hessian += sums[bin * 3 + 1] ?? 0;
  left.rows += sums[bin * 3 + 2] ?? 0;
}

/** Missing values go left first, then right; where there are none, to the side with more rows. */
function searchNumbers(search: Search, sums: Float64Array, count: number): void {
  const missing = sums[count * 3 + 2] ?? 0;
  for (const isMissingLeft of missing > 0 ? [true, false] : [false]) {
    left.gradient = left.hessian = left.rows = 0;
    if (isMissingLeft) add(sums, count);
    const last = missing > 0 && !isMissingLeft ? count : count - 1;
    for (let bin = 0; bin < last; bin++) {
      add(sums, bin);
      if ((sums[bin * 3 + 2] ?? 0) === 0 && bin > 0) continue;
      const found = consider(search);
      if (!found) continue;
      found.bin = bin;
      found.isMissingLeft = missing > 0 ? isMissingLeft : found.left.rows > found.right.rows;
    }
  }
}

/** Words in the order of their gradients (Fisher 1958: the best parting of them is one of the order). */
function searchWords(search: Search, sums: Float64Array, count: number): void {
  const ratio = (bin: number) => (sums[bin * 3] ?? 0) / ((sums[bin * 3 + 1] ?? 0) + WORD_SMOOTHING);
  const order = Array.from({ length: count }, (_, bin) => bin)
    .filter((bin) => (sums[bin * 3 + 2] ?? 0) > 0)
    .sort((a, b) => ratio(a) - ratio(b) || a - b);
  const hasMissing = (sums[count * 3 + 2] ?? 0) > 0;
  for (const isMissingLeft of hasMissing ? [true, false] : [false]) {
    left.gradient = left.hessian = left.rows = 0;
    if (isMissingLeft) add(sums, count);
    for (let at = 0; at < order.length; at++) {
      add(sums, order[at] ?? 0);
      const found = consider(search);
      if (!found) continue;
      found.words = new Uint32Array(Math.ceil(count / 32));
      for (const word of order.slice(0, at + 1)) {
        found.words[word >> 5] = ((found.words[word >> 5] ?? 0) | (1 << (word & 31))) >>> 0;
      }
      found.isMissingLeft = hasMissing ? isMissingLeft : found.left.rows > found.right.rows;
    }
  }
}

/** Takes the rows summed up in `left` for a split, if that is allowed and better than what was found. */
function consider(search: Search): Split | null {
  const { leaf, rules, monotone } = search;
  const rows = leaf.sums.rows - left.rows;
  const hessian = leaf.sums.hessian - left.hessian;
  if (left.rows < rules.minLeafRows || rows < rules.minLeafRows) return null;
  if (left.hessian < rules.minLeafHessian || hessian < rules.minLeafHessian) return null;
  const right = { gradient: leaf.sums.gradient - left.gradient, hessian, rows };
  const leftValue = valueOf(left, rules.l2, leaf.bounds);
  const rightValue = valueOf(right, rules.l2, leaf.bounds);
  if (monotone * (rightValue - leftValue) < 0) return null;
  const gain = reduction(left, rules.l2, leftValue) + reduction(right, rules.l2, rightValue) - search.parent;
  if (!(gain > LEAST_GAIN && gain > (search.best?.gain ?? 0))) return null;
  search.best = {
    ...{ gain, column: search.index, bin: -1, words: null, isMissingLeft: false },
    ...{ left: { ...left }, right, leftValue, rightValue },
  };
  return search.best;
}
