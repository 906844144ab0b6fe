import type { Model } from '../encoding/index.ts';
import { createRandom, type Random } from '../random/index.ts';
import {
  arrangeExamples,
  readColumns,
  schemaOf,
  type Progress,
  type Schema,
  type Table,
} from '../tables/index.ts';
import { checkTrees, leafOf, type Trees } from '../trees/index.ts';
import { drawParting, goesLeft } from './draw-parting.ts';
import { MOST_WORDS } from './ranks.ts';
import { TreeWriter } from './tree-writer.ts';

export interface IsolationOptions {
  /** Default 100. */
  trees?: number;
  /** Rows that each tree sees, each once; all where there are fewer. Default 256. */
  rowsPerTree?: number;
  /** Default 0. */
  seed?: number;
  onProgress?: Progress;
}

export interface IsolationForest extends Model {
  kind: 'isolation-forest';
  version: 1;
  schema: Schema;
  /** Rows that each tree saw. */
  rowsPerTree: number;
  /** c(rowsPerTree). */
  usualDepth: number;
  /** The value of a node is its depth and `c` of its rows: how many splits would set one of them apart. */
  trees: Trees;
}

/**
 * An isolation forest: how soon random splits set a row apart from all others. What is unlike the rest stands alone early.
 *
 * Each tree sees `rowsPerTree` rows, drawn without return, and parts them by a column drawn evenly among those in which they
 * differ, at a number drawn evenly between the smallest and the largest, down to depth ceil(log2 rowsPerTree). Score =
 * 2^(-mean h / c(rowsPerTree)), 0..1: near 1 stands apart, under .5 does not. h is the depth of the row's leaf plus c of the
 * leaf's rows, c(n) = 2 H(n - 1) - 2 (n - 1) / n the mean depth of a search that fails among n, H the harmonic numbers
 * (summed; the paper takes ln + .5772, which is .002 less at 256). Forests that have seen one row score all rows .5.
 *
 * Words go to a side by a fair coin each, also those that a node does not have; what is missing goes to a side together, by
 * a coin too, and apart from the rest where the rest does not differ. Rows count alike.
 * Deterministic: the same rows in any order and the same seed give the same bytes. Memory: 8 bytes a number, 8 a word, 100 a row,
 * trees of at most 2 rowsPerTree nodes of 41 bytes, and a bit a word of a node that words part.
 * O(cells + trees rowsPerTree log rowsPerTree).
 * Source: F. T. Liu, K. M. Ting and Z.-H. Zhou (2008), Isolation forest, ICDM, 413-422, equations 1 and 2.
 *
 * @throws RangeError for a table without rows or columns, an infinity, options out of their range, and a column of more
 *   than 1,024 words.
 */
export function fitIsolationForest(table: Table, options: IsolationOptions = {}): IsolationForest {
  const { trees = 100, rowsPerTree: wanted = 256, onProgress } = options;
  checkOptions(table, { trees, 'rows per tree': wanted });
  const nothing = { kind: 'number' as const, name: '', values: new Float64Array(table.rowCount) };
  const { features } = arrangeExamples({ features: table, target: nothing });
  const schema = schemaOf(features);
  const columns = readColumns(schema, features);
  const rowsPerTree = Math.min(wanted, features.rowCount);
  const random = createRandom(options.seed ?? 0);
  const isolator = new Isolator({ schema, columns, rowsPerTree }, random);
  const all = new Int32Array(features.rowCount).map((_, row) => row);
  for (let tree = 0; tree < trees; tree++) {
    for (let at = 0; at < rowsPerTree; at++) {
      const other = at + random.integer(all.length - at);
      [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
    }
    isolator.grow(all.slice(0, rowsPerTree));
    onProgress?.((tree + 1) / trees);
  }
  return {
    ...{ kind: 'isolation-forest', version: 1, schema, rowsPerTree },
    ...{ usualDepth: meanDepths(rowsPerTree)[rowsPerTree] ?? 0, trees: isolator.toTrees() },
  };
}

function checkOptions(table: Table, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`an isolation forest cannot take ${name} ${count}`);
    }
  }
  for (const column of table.columns) {
    if (column.kind === 'number' || column.categories.length <= MOST_WORDS) continue;
    const { name, categories } = column;
    throw new RangeError(`column ${name} has ${categories.length} words; a forest takes ${MOST_WORDS}`);
  }
}

/** c(0) .. c(most): the mean depth at which a search among so many ends without finding anything. */
function meanDepths(most: number): Float64Array {
  const depths = new Float64Array(most + 1);
  let harmonic = 0;
  for (let n = 2; n <= most; n++) {
    harmonic += 1 / (n - 1);
    depths[n] = 2 * harmonic - (2 * (n - 1)) / n;
  }
  return depths;
}

interface Sampled {
  schema: Schema;
  columns: readonly Float64Array[];
  rowsPerTree: number;
}

class Isolator {
  readonly #of: Sampled;
  readonly #random: Random;
  readonly #writer = new TreeWriter(1);
  readonly #depths: Float64Array;
  readonly #most: number;
  readonly #spare: Int32Array;

  constructor(of: Sampled, random: Random) {
    this.#of = of;
    this.#random = random;
    this.#depths = meanDepths(of.rowsPerTree);
    this.#most = Math.ceil(Math.log2(of.rowsPerTree));
    this.#spare = new Int32Array(of.rowsPerTree);
  }

  grow(rows: Int32Array): void {
    this.#writer.startTree();
    this.#place(rows, 0);
  }

  toTrees(): Trees {
    return this.#writer.toTrees();
  }

  /** Writes the node of these rows, and what is below it. Its index. */
  #place(rows: Int32Array, depth: number): number {
    const node = this.#writer.addNode([depth + (this.#depths[rows.length] ?? 0)], rows.length);
    if (rows.length < 2 || depth >= this.#most) return node;
    const parting = drawParting(this.#of, rows, this.#random);
    if (!parting) return node;
    this.#writer.part(node, parting);
    const values = this.#of.columns[parting.feature] ?? this.#depths;
    let [left, right] = [0, 0];
    for (const row of rows) {
      if (goesLeft(parting, values[row] ?? NaN)) rows[left++] = row;
      else this.#spare[right++] = row;
    }
    rows.set(this.#spare.subarray(0, right), left);
    this.#writer.link(node, this.#place(rows.subarray(0, left), depth + 1), true);
    this.#writer.link(node, this.#place(rows.subarray(left), depth + 1), false);
    return node;
  }
}

/** How much a row stands apart, 0..1. O(trees log rowsPerTree). */
export function predictIsolationForest({ trees, usualDepth }: IsolationForest, row: Float64Array): number {
  const count = trees.starts.length - 1;
  let sum = 0;
  for (let tree = 0; tree < count; tree++) sum += trees.value[leafOf(trees, tree, row)] ?? 0;
  return usualDepth === 0 ? 0.5 : 2 ** (-sum / count / usualDepth);
}

/**
 * Refuses data that is no isolation forest.
 * @throws RangeError that says what is wrong.
 */
export function checkIsolationForest({ trees, schema, rowsPerTree, usualDepth }: IsolationForest): void {
  checkTrees(trees, schema);
  if (trees.width !== 1) throw new RangeError(`a node of an isolation forest has ${trees.width} depths`);
  if (trees.starts.length < 2) throw new RangeError('a forest has at least one tree');
  const isCount = Number.isInteger(rowsPerTree) && rowsPerTree >= 1;
  if (!(isCount && (rowsPerTree === 1 ? usualDepth === 0 : usualDepth > 0 && usualDepth < Infinity))) {
    throw new RangeError(`trees of ${rowsPerTree} rows are not usually ${usualDepth} deep`);
  }
  if (!trees.value.every((depth) => depth >= 0)) throw new RangeError('a depth is below 0');
}
