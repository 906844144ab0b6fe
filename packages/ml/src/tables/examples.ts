import { isWeight } from './class-weights.ts';
import { sortByKeys } from './radix-sort.ts';
import { byName } from './schema.ts';
import { checkColumn, createTable, lengthOf, selectColumn, selectRows } from './table.ts';
import type { CategoryColumn, Column, NumberColumn, Table } from './table.ts';

/** What an estimator learns from. */
export interface Examples<Target extends Column = Column> {
  features: Table;
  /** What is to be told, for each row; never missing. */
  target: Target;
  /** What each row counts, 0 or 1e-100 to 1e100; 1 where left out. */
  weights?: Float64Array;
}

export type ClassExamples = Examples<CategoryColumn>;
export type NumberExamples = Examples<NumberColumn>;

/** Called between the steps of a fit with the share that is done, 0..1. What it throws ends the fit. */
export type Progress = (share: number) => void;

/**
 * Refuses what nothing can be learned from.
 * @throws RangeError without rows or columns; for another number of targets or weights than rows; for a target that is
 *   missing or beyond 1e300; for a weight that is neither 0 nor 1e-100 to 1e100; when all weights are zero.
 */
export function checkExamples({ features, target, weights }: Examples): void {
  createTable(features.columns);
  const { rowCount } = features;
  if (rowCount === 0) throw new RangeError('a model needs at least one row');
  if (features.columns.length === 0) throw new RangeError('a model needs at least one column');
  if (lengthOf(target) !== rowCount) {
    throw new RangeError(`there are ${lengthOf(target)} targets for ${rowCount} rows`);
  }
  checkColumn(target);
  const missing =
    target.kind === 'number' ? target.values.findIndex(Number.isNaN) : target.codes.findIndex((c) => c < 0);
  if (missing !== -1) throw new RangeError(`the target of row ${missing} is missing`);
  if (weights) checkWeights(weights, rowCount);
}

function checkWeights(weights: Float64Array, rowCount: number): void {
  if (weights.length !== rowCount) {
    throw new RangeError(`there are ${weights.length} weights for ${rowCount} rows`);
  }
  const bad = weights.findIndex((weight) => weight !== 0 && !isWeight(weight));
  if (bad !== -1) {
    throw new RangeError(`the weight of row ${bad} is ${weights[bad] ?? NaN}, neither 0 nor 1e-100 to 1e100`);
  }
  if (weights.every((weight) => weight === 0)) throw new RangeError('no row counts: all weights are zero');
}

/**
 * The same examples in an order that only their content decides: columns by name, rows by a hash of what they say, rows
 * without weight left out. An estimator that begins with this learns the same, to the last bit, however rows and columns
 * came. Memory: 8 bytes a number, 4 a word, 40 a row. O(cells).
 */
export function arrangeExamples<Target extends Column>(
  examples: Examples<Target>,
): Required<Examples<Target>> {
  checkExamples(examples);
  const { features, target } = examples;
  const weights = examples.weights ?? new Float64Array(features.rowCount).fill(1);
  const columns = byName(features);
  const order = orderOf([...columns, target], weights);
  return {
    features: selectRows({ rowCount: features.rowCount, columns }, order),
    target: selectColumn(target, order),
    weights: Float64Array.from(order, (row) => weights[row] ?? 0),
  };
}

/** Rows by 53 bits of hash of their cells; equal hashes of different rows stay in the order given. */
function orderOf(columns: readonly Column[], weights: Float64Array): Int32Array {
  const rows = weights.length;
  const high = new Int32Array(rows);
  const low = new Int32Array(rows);
  const bits = new DataView(new ArrayBuffer(8));
  const fold = (row: number, value: number) => {
    bits.setFloat64(0, value);
    const [a, b] = [bits.getInt32(0), bits.getInt32(4)];
    high[row] =
      Math.imul((high[row] ?? 0) ^ a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ ((low[row] ?? 0) >>> 15);
    low[row] =
      Math.imul((low[row] ?? 0) ^ b, 0xc2b2ae35) ^ Math.imul(a, 0x27d4eb2f) ^ ((high[row] ?? 0) >>> 13);
  };
  for (const column of columns) {
    const words = column.kind === 'category' ? column.categories.map(hashOf) : [];
    for (let row = 0; row < rows; row++) {
      if (column.kind === 'number') fold(row, column.values[row] ?? NaN);
      else fold(row, words[column.codes[row] ?? -1] ?? -1);
    }
  }
  for (let row = 0; row < rows; row++) fold(row, weights[row] ?? 0);
  const counted = new Int32Array(rows).map((_, row) => row).filter((row) => (weights[row] ?? 0) > 0);
  return sortByKeys(counted, high, low);
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
