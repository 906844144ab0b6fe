import type { Model } from '../encoding/index.ts';
import { createRandom, type Random } from '../random/index.ts';
import {
  weighClasses,
  arrangeExamples,
  schemaOf,
  type ClassExamples,
  type Column,
  type Examples,
  type NumberExamples,
  type Schema,
} from '../tables/index.ts';
import type { Trees } from '../trees/index.ts';
import { Grower, outputsOf, type Ground } from './grow.ts';
import { checkOptions, type ForestOptions, type TreeOptions } from './options.ts';
import { tellOutOfBag, type OutOfBag } from './out-of-bag.ts';
import { OUTPUTS } from './rank-groups.ts';
import { mostRanks, rankColumn } from './ranks.ts';
import { TreeWriter } from './tree-writer.ts';

/** Trees, and what their leaves say. */
export interface Voting extends Model {
  schema: Schema;
  /** Empty where a mean is told. */
  classes: readonly string[];
  /** Values are shares of the classes, or one mean, at inner nodes too; covers are weights of rows as they were drawn. */
  trees: Trees;
}

export interface DecisionTree extends Voting {
  kind: 'decision-tree';
  version: 1;
}

export interface RandomForest extends Voting {
  kind: 'random-forest';
  version: 1;
  /** Null unless it was asked for, and where no tree left a row out. */
  outOfBag: OutOfBag | null;
}

/** Everything that trees are grown from. */
interface Fit {
  arranged: Required<Examples>;
  schema: Schema;
  ground: Ground;
  weights: Float64Array;
  random: Random;
}

/**
 * A decision tree (CART): the node's rows are parted by the column and the cut that leave least to tell apart, until the
 * rows of a leaf are all alike. A target of words gives shares of classes, one of numbers means.
 *
 * Largest sum over both sides of sum_k s_k^2 / w, where w is the weight of a side and s_k that of its class k (least Gini
 * impurity), or the sum of its targets (least squares). A cut lies in the middle between neighbouring values of the node. A
 * missing value is tried on both sides, and apart from all others; where the node has none it would go to the heavier one,
 * and so does a word that the node does not have. Words are parted in the order of their mean, which is the best parting
 * for two classes and for means (Fisher 1958); for more classes in the order of each class's share. A split that gains
 * nothing is taken too, as one below may. Of equal splits the first column by name, then the smaller values.
 * Columns of more than 65,535 different values (fewer from 63 classes on) are cut between groups of neighbouring ones.
 *
 * Deterministic: the same rows in any order give the same bytes; the seed matters only when columns are drawn.
 * Memory: 10 bytes a number, 10 a word, 100 a row, and 70 MB; the tree at most 2
 * rows / minLeafRows nodes of 33 bytes, 8 a class and a bit a word of a split by words, three times that while it grows. O(columns rows log rows), in the worst case O(columns rows^2).
 * Source: L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone (1984), Classification and Regression Trees; W. D.
 * Fisher (1958), On grouping for maximum homogeneity, JASA 53, 789-798.
 *
 * @throws RangeError for examples that nothing can be learned from, options out of their range, and a column of more than
 *   1,024 words.
 */
export function fitDecisionTree(
  examples: ClassExamples | NumberExamples,
  options: TreeOptions = {},
): DecisionTree {
  const fit = prepare(examples, options);
  const { columnShare = 1 } = options;
  const grown = growTrees(fit, { ...options, columnShare, trees: 1, rowShare: null });
  return { kind: 'decision-tree', version: 1, ...grown };
}

/**
 * A random forest: trees as of `fitDecisionTree`, each grown on rows drawn with return, each split choosing from columns
 * that are drawn anew. It tells the mean over its trees: shares of classes, or a mean.
 *
 * As many rows are drawn as there are, times `rowShare`; columns: sqrt(columns) for classes, a third for means, rounded
 * down, unless `columnShare` says otherwise. A column in which the rows of a node are all alike does not count as drawn.
 * Class weights count in shares. Out of bag: each row told by the trees that did not draw it.
 *
 * Deterministic: the same rows in any order and the same seed give the same bytes.
 * Memory: 10 bytes a number, 10 a word, 100 a row, and 70 MB; as of
 * `fitDecisionTree` with its tree times the trees, and a byte a row and tree for out of bag.
 * O(trees columns drawn rows log rows).
 * Source: L. Breiman (2001), Random forests, Machine Learning 45, 5-32. Unlike Breiman's, trees vote by shares.
 *
 * @throws RangeError as `fitDecisionTree`.
 */
export function fitRandomForest(
  examples: ClassExamples | NumberExamples,
  options: ForestOptions = {},
): RandomForest {
  const fit = prepare(examples, options);
  const inBag: Uint8Array[] = [];
  const isTold = options.isOutOfBagTold === true && options.rowShare !== null;
  const grown = growTrees(fit, options, (drawn) => isTold && inBag.push(drawn));
  const outOfBag = isTold ? tellOutOfBag(grown, fit.arranged, inBag) : null;
  return { kind: 'random-forest', version: 1, ...grown, outOfBag };
}

function prepare(examples: ClassExamples | NumberExamples, options: ForestOptions): Fit {
  checkOptions(examples, options);
  const arranged: Required<Examples> = arrangeExamples<Column>(examples);
  const { features, target } = arranged;
  const classes = target.kind === 'category' ? target.categories.length : 0;
  const most = mostRanks(OUTPUTS + outputsOf(classes));
  const ground: Ground = {
    columns: features.columns.map((column) => rankColumn(column, most)),
    targets: target.kind === 'number' ? target.values : Float64Array.from(target.codes),
    classes,
  };
  const weights =
    target.kind === 'number'
      ? arranged.weights
      : weighClasses(target, arranged.weights, options.classWeights);
  return { arranged, schema: schemaOf(features), ground, weights, random: createRandom(options.seed ?? 0) };
}

function growTrees(
  { schema, ground, weights, random, arranged: { target } }: Fit,
  options: ForestOptions,
  onDrawn: (drawn: Uint8Array) => void = () => undefined,
): Omit<Voting, 'kind' | 'version'> {
  const { trees: count = 100, rowShare = 1, maxDepth = Infinity, minLeafRows = 1, onProgress } = options;
  const triedColumns = countTried(ground, options.columnShare);
  const writer = new TreeWriter(Math.max(1, ground.classes));
  const grower = new Grower(ground, { maxDepth, minLeafRows, triedColumns }, writer);
  for (let tree = 0; tree < count; tree++) {
    const bag = rowShare === null ? allOf(weights) : drawRows(weights, rowShare, random);
    let [done, told] = [0, 0];
    grower.grow(bag, random, (rows) => {
      done += rows;
      if (!onProgress || done < told) return;
      // A hundred times a tree at most.
      told = done + bag.rows.length / 100;
      onProgress((tree + done / bag.rows.length) / count);
    });
    onDrawn(bag.drawn);
    onProgress?.((tree + 1) / count);
  }
  const classes = target.kind === 'category' ? target.categories : [];
  return { schema, classes, trees: writer.toTrees() };
}

function countTried({ columns, classes }: Ground, columnShare: number | undefined): number {
  const all = columns.length;
  if (columnShare !== undefined) return Math.max(1, Math.round(columnShare * all));
  return Math.max(1, Math.floor(classes > 0 ? Math.sqrt(all) : all / 3));
}

/** Rows of a tree, each once, and by row what it counts and whether it is in. */
interface Bag {
  rows: Int32Array;
  weights: Float64Array;
  drawn: Uint8Array;
}

function allOf(weights: Float64Array): Bag {
  const rows = new Int32Array(weights.length).map((_, row) => row);
  return { rows, weights, drawn: new Uint8Array(weights.length).fill(1) };
}

/** A row that was drawn more often counts as often. */
function drawRows(weights: Float64Array, rowShare: number, random: Random): Bag {
  const all = weights.length;
  const drawn = new Uint8Array(all);
  const of = new Float64Array(all);
  const wanted = Math.max(1, Math.round(rowShare * all));
  for (let draw = 0; draw < wanted; draw++) {
    const row = random.integer(all);
    drawn[row] = 1;
    of[row] = (of[row] ?? 0) + (weights[row] ?? 0);
  }
  const rows = new Int32Array(all);
  let different = 0;
  for (let row = 0; row < all; row++) if (drawn[row] === 1) rows[different++] = row;
  return { rows: rows.subarray(0, different), weights: of, drawn };
}
