import { createRandom, type Random } from '../random/index.ts';
import {
  arrangeExamples,
  magnitudeOf,
  schemaOf,
  spreadOf,
  weighClasses,
  type Column,
  type Examples,
  type Schema,
} from '../tables/index.ts';
import type { Trees } from '../trees/index.ts';
import { binColumn, MOST_BINS, type BinnedColumn } from './bins.ts';
import { gatherTrees, type GrownTree } from './gather-trees.ts';
import { checkOptions, type BoostingOptions, type BoostingTask } from './options.ts';
import { growTree, type GrownNode, type HistogramPool, type TreeRules } from './grow.ts';
import type { Growing } from './histogram.ts';
import { binaryLoss, multiclassLoss, quantileLoss, squaredLoss, type Loss } from './losses.ts';

export interface BoostingModel {
  kind: 'boosting';
  version: 1;
  schema: Schema;
  task: BoostingTask;
  /** Empty but for classes. */
  classes: readonly string[];
  /** Score before the first tree, one an output. */
  start: Float64Array;
  /** Round after round, in each a tree for each output. */
  trees: Trees;
}

/** Everything a round works on. */
interface Fit {
  options: BoostingOptions;
  loss: Loss;
  schema: Schema;
  columns: BinnedColumn[];
  targets: Float64Array;
  weights: Float64Array;
  start: Float64Array;
  scores: Float64Array;
  /** Of all rows by the first output, then by the next. */
  gradients: Float64Array;
  hessians: Float64Array;
  /** Rows from here on are held out. */
  learned: number;
  rules: TreeRules;
  random: Random;
  pool: HistogramPool;
}

/**
 * Gradient boosting of trees over histograms: each tree is grown on the first and second derivatives of the loss at the
 * scores so far, and adds learningRate times its leaves' values. Columns lie in at most 255 bins.
 * Missing values go to the side where the gain is larger, words are parted by the order of their gradients.
 *
 * Held-out rows are the last ones of an order that the rows' content decides. Deterministic: the same rows in any order,
 * and the same options, give the same bytes. Memory: 9 bytes a number, 5 a word, 80 a row, 24 more a class,
 * and 6 kB a column and leaf.
 * O(rounds rows columns log leaves).
 * Source: J. H. Friedman (2001), Greedy function approximation, Annals of Statistics 29, 1189-1232; T. Chen and C.
 * Guestrin (2016), XGBoost, KDD; G. Ke et al. (2017), LightGBM, NeurIPS.
 *
 * @throws RangeError for examples that nothing can be learned from, a target of the other kind, one class alone, options
 *   out of their range, a column of more than 255 words, and early stopping by a share that holds out no row.
 */
export function fitBoosting(examples: Examples, options: BoostingOptions): BoostingModel {
  checkOptions(examples, options);
  const { target } = examples;
  const { fit, unit } = prepare(examples, options);
  const trees = gatherTrees(boost(fit), fit.columns);
  return {
    ...{ kind: 'boosting', version: 1, schema: fit.schema, task: options.task },
    classes: target.kind === 'category' ? target.categories : [],
    start: fit.start.map((score) => score * unit),
    trees: { ...trees, value: trees.value.map((value) => value * unit) },
  };
}

/** The rows in their order and their bins; the values of the columns are not kept. */
function prepare(examples: Examples, options: BoostingOptions): { fit: Fit; unit: number } {
  const { features, target, weights: given } = arrangeExamples(examples);
  const { unit, targets } = inUnits(target);
  const loss = lossOf(options.task, target.kind === 'category' ? target.categories.length : 0);
  const weights = target.kind === 'number' ? given : weighClasses(target, given, options.classWeights);
  const { mostBins = MOST_BINS } = options;
  const rows = features.rowCount;
  const heldOut = Math.floor(rows * (options.earlyStopping?.share ?? 0));
  if (options.earlyStopping && heldOut === 0) {
    throw new RangeError(
      `a share of ${options.earlyStopping.share} of ${rows} rows holds out none to stop by`,
    );
  }
  const learned = rows - heldOut;
  const start = loss.start(targets.subarray(0, learned), weights.subarray(0, learned));
  const fit: Fit = {
    ...{ options, loss, schema: schemaOf(features), targets, weights, learned, start },
    columns: features.columns.map((column) => binColumn(column, mostBins)),
    scores: new Float64Array(rows * loss.width).map((_, at) => start[at % loss.width] ?? 0),
    gradients: new Float64Array(rows * loss.width),
    hessians: new Float64Array(rows * loss.width),
    rules: rulesOf(options, schemaOf(features)),
    random: createRandom(options.seed ?? 0),
    pool: [],
  };
  return { fit, unit };
}

/** Numbers divided by a power of two, so that their squares neither overflow nor vanish; classes as they are. */
function inUnits(target: Column): { unit: number; targets: Float64Array } {
  if (target.kind === 'category') return { unit: 1, targets: Float64Array.from(target.codes) };
  const { values } = target;
  const { mean } = spreadOf(values, new Float64Array(values.length).fill(1));
  const unit = magnitudeOf(values.map((value) => value - mean));
  return { unit, targets: values.map((value) => value / unit) };
}

function lossOf(task: BoostingTask, classes: number): Loss {
  if (task.type === 'mean') return squaredLoss;
  if (task.type === 'quantile') return quantileLoss(task.level);
  return classes === 2 ? binaryLoss : multiclassLoss(classes);
}

function rulesOf(options: BoostingOptions, schema: Schema): TreeRules {
  const { maxLeaves = 31, maxDepth = Infinity, minLeafRows = 20, minLeafHessian = 1e-3, l2 = 0 } = options;
  const monotone = Int8Array.from(schema, ({ name }) => options.monotone?.[name] ?? 0);
  return { maxLeaves, maxDepth, minLeafRows, minLeafHessian, l2, monotone };
}

/** Rounds until they are done, or the held-out loss has stopped falling. */
function boost(fit: Fit): GrownTree[] {
  const { options, loss, targets, weights, learned } = fit;
  const { rounds = 100, earlyStopping, onProgress } = options;
  const trees: GrownTree[] = [];
  const rest = { from: learned, to: targets.length, weights };
  let best = { loss: earlyStopping ? loss.measure(targets, fit.scores, rest) : 0, rounds: 0 };
  for (let round = 1; round <= rounds; round++) {
    trees.push(...growRound(fit));
    onProgress?.(round / rounds);
    if (!earlyStopping) continue;
    const now = loss.measure(targets, fit.scores, rest);
    if (now < best.loss) best = { loss: now, rounds: round };
    else if (round - best.rounds >= earlyStopping.patience) break;
  }
  return earlyStopping ? trees.slice(0, best.rounds * loss.width) : trees;
}

/** A tree for each output, all on the scores before the round. */
function growRound(fit: Fit): GrownTree[] {
  const { loss, targets, columns, learned } = fit;
  loss.derive(fit);
  return Array.from({ length: loss.width }, (_, output) => {
    const [from, to] = [output * targets.length, (output + 1) * targets.length];
    const growing: Growing = {
      ...{ columns, rows: drawRows(fit) },
      ...{ gradients: fit.gradients.subarray(from, to), hessians: fit.hessians.subarray(from, to) },
    };
    const used = drawColumns(fit);
    const { pool } = fit;
    const root = growTree(growing, fit.rules, { used, count: growing.rows.length, pool });
    settle(fit, { growing, root, output });
    if (growing.rows.length < targets.length) addElsewhere(fit, { root, output, growing });
    return { root, learned };
  });
}

function drawRows({ options: { rowShare = 1 }, learned, random }: Fit): Int32Array {
  const all = new Int32Array(learned);
  for (let row = 0; row < learned; row++) all[row] = row;
  if (rowShare === 1) return all;
  const drawn = all.filter(() => random.uniform() < rowShare);
  return drawn.length === 0 ? all.slice(0, 1) : drawn;
}

function drawColumns({ options: { columnShare = 1 }, columns, random }: Fit): number[] {
  const all = columns.map((_, index) => index);
  if (columnShare === 1) return all;
  const wanted = Math.max(1, Math.round(columnShare * all.length));
  for (let at = 0; at < wanted; at++) {
    const other = at + random.integer(all.length - at);
    [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
  }
  return all.slice(0, wanted).sort((a, b) => a - b);
}

interface Grown {
  growing: Growing;
  root: GrownNode;
  output: number;
}

/** Gives each leaf its value and adds it to the scores of its rows. */
function settle(fit: Fit, { growing, root, output }: Grown): void {
  const { scores, targets, weights, loss, options } = fit;
  const { learningRate = 0.1 } = options;
  forEachLeaf(root, (leaf) => {
    const rows = growing.rows.subarray(leaf.from, leaf.to);
    if (loss.renew) {
      const residuals = Float64Array.from(rows, (row) => (targets[row] ?? 0) - (scores[row] ?? 0));
      const ofRows = Float64Array.from(rows, (row) => weights[row] ?? 0);
      const { least, most } = leaf.bounds;
      leaf.value = Math.min(most, Math.max(least, loss.renew(residuals, ofRows)));
    }
    leaf.value *= learningRate;
    for (const row of rows) {
      const at = row * loss.width + output;
      scores[at] = (scores[at] ?? 0) + leaf.value;
    }
  });
}

/** Adds the tree to the scores of rows that it was not grown on. */
function addElsewhere({ columns, scores, loss, targets }: Fit, { root, output, growing }: Grown): void {
  const grownOn = new Uint8Array(targets.length);
  for (const row of growing.rows) grownOn[row] = 1;
  for (let row = 0; row < targets.length; row++) {
    if (grownOn[row] === 1) continue;
    const at = row * loss.width + output;
    scores[at] = (scores[at] ?? 0) + leafValue(root, columns, row);
  }
}

function leafValue(root: GrownNode, columns: readonly BinnedColumn[], row: number): number {
  let node = root;
  while (node.split && node.left && node.right) {
    const { column, bin, words, isMissingLeft } = node.split;
    const of = columns[column];
    const value = of?.bins[row] ?? 0;
    const isLeft =
      value === of?.count
        ? isMissingLeft
        : words
          ? (((words[value >> 5] ?? 0) >>> (value & 31)) & 1) === 1
          : value <= bin;
    node = isLeft ? node.left : node.right;
  }
  return node.value;
}

function forEachLeaf(node: GrownNode, call: (leaf: GrownNode) => void): void {
  if (!node.left || !node.right) {
    call(node);
    return;
  }
  forEachLeaf(node.left, call);
  forEachLeaf(node.right, call);
}
