import { createCountTable, type CountTable } from './count-table.ts';
import { countContexts } from './columns.ts';
import { createExactCounts, type ExactCounts } from './exact-counts.ts';
import { createHistory, type History } from './history.ts';

/** Changes whenever the same events would give another model. */
export const CATEGORISER_VERSION = '1.0.0';

export const BUCKETS = 24;
export const PAYEE_SELECTORS = 1024;
export const AMOUNT_SELECTORS = 64;
export const CALIBRATOR_INPUTS = 14;
const CALIBRATOR_COLUMN_BIASES = 256;

/** A weight array with its AdaGrad accumulators. */
export interface Weights {
  value: Float32Array<ArrayBuffer>;
  squares: Float32Array<ArrayBuffer>;
}

export interface Calibrator {
  weights: Float64Array<ArrayBuffer>;
  labelBias: Float64Array<ArrayBuffer>;
  payeeBias: Float64Array<ArrayBuffer>;
  columnBias: Float64Array<ArrayBuffer>;
}

/** An online categoriser: plain data, changed by `learn` alone. */
export interface Categoriser {
  columns: string[];
  /** Labels in the order they were first seen. */
  labels: string[];
  /** Per label: -1 live, -2 removed, else the index of the label it was merged into. */
  fates: number[];
  learned: number;
  /** Room for so many labels in the weight arrays. */
  labelRoom: number;
  /** Decayed label counts, scaled by `rateIncrement` so that decay costs nothing. */
  rates: Float64Array<ArrayBuffer>;
  rateTotal: number;
  rateIncrement: number;
  table: CountTable;
  payees: History;
  columnValues: History;
  exact: ExactCounts;
  /** Bias by label. */
  bias: Weights;
  /** Weight of ln q. */
  prior: Weights;
  /** By context; by context and bucket; by context and payee; by context and amount; by context and label. */
  context: Weights;
  contextBucket: Weights;
  contextPayee: Weights;
  contextAmount: Weights;
  contextLabel: Weights;
  /** The same for "it is the slot's last label". */
  last: Weights;
  lastBucket: Weights;
  calibrator: Calibrator;
}

export interface CategoriserOptions {
  /** Order matters: it is part of what is hashed. At most 8. */
  contextColumns: readonly string[];
  /** Bound of the count table, log2 of its slots of 64 bytes. Default 20: 64 MB. */
  maxSlotsLog2?: number;
}

const INITIAL_LABEL_ROOM = 16;
const INITIAL_SLOTS_LOG2 = 12;
const INITIAL_HISTORY_LOG2 = 8;
const INITIAL_EXACT_LOG2 = 10;
const INITIAL_PRIOR_WEIGHT = 0.3;
const INITIAL_SQUARES = 1;

function createWeights(length: number, initial = 0): Weights {
  return {
    value: new Float32Array(length).fill(initial),
    squares: new Float32Array(length).fill(INITIAL_SQUARES),
  };
}

export function createCategoriser({ contextColumns, maxSlotsLog2 = 20 }: CategoriserOptions): Categoriser {
  const contexts = countContexts(contextColumns.length);
  const room = INITIAL_LABEL_ROOM;
  return {
    ...{ columns: [...contextColumns], labels: [], fates: [], learned: 0, labelRoom: room },
    ...{ rates: new Float64Array(room), rateTotal: 0, rateIncrement: 1 },
    table: createCountTable(Math.min(INITIAL_SLOTS_LOG2, maxSlotsLog2), maxSlotsLog2),
    payees: createHistory(INITIAL_HISTORY_LOG2),
    columnValues: createHistory(INITIAL_HISTORY_LOG2),
    exact: createExactCounts(INITIAL_EXACT_LOG2),
    bias: createWeights(room),
    prior: createWeights(1, INITIAL_PRIOR_WEIGHT),
    context: createWeights(contexts, 1 / contexts),
    contextBucket: createWeights(contexts * BUCKETS),
    contextPayee: createWeights(contexts * PAYEE_SELECTORS),
    contextAmount: createWeights(contexts * AMOUNT_SELECTORS),
    contextLabel: createWeights(contexts * room),
    last: createWeights(contexts),
    lastBucket: createWeights(contexts * BUCKETS),
    calibrator: {
      weights: createCalibratorWeights(),
      labelBias: new Float64Array(room),
      payeeBias: new Float64Array(PAYEE_SELECTORS),
      columnBias: new Float64Array(CALIBRATOR_COLUMN_BIASES),
    },
  };
}

/** The logit of the raw probability starts at 1, everything else at 0: at first, raw is calibrated. */
function createCalibratorWeights(): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(CALIBRATOR_INPUTS);
  weights[1] = 1;
  return weights;
}

/** The index of a label, making room for a new one. */
export function indexOfLabel(model: Categoriser, label: string): number {
  const known = lookUp(model).get(label);
  if (known !== undefined) return known;
  const index = model.labels.length;
  if (index === model.labelRoom) growLabels(model);
  model.labels.push(label);
  model.fates.push(-1);
  lookUp(model).set(label, index);
  return index;
}

/** Derived from `labels`, so it is no part of the model. */
const indexes = new WeakMap<string[], Map<string, number>>();

export function lookUp({ labels }: Categoriser): Map<string, number> {
  let index = indexes.get(labels);
  if (index === undefined) {
    index = new Map(labels.map((label, position) => [label, position]));
    indexes.set(labels, index);
  }
  return index;
}

/** The live label that an index stands for today; -1 when it was removed. */
export function liveLabel({ fates }: Categoriser, index: number): number {
  let at = index;
  for (let fate = fates[at] ?? -1; fate !== -1; fate = fates[at] ?? -1) {
    if (fate === -2) return -1;
    at = fate;
  }
  return at;
}

function growLabels(model: Categoriser): void {
  const room = model.labelRoom * 2;
  model.rates = lengthen(model.rates, room);
  model.bias = lengthenWeights(model.bias, room);
  model.calibrator.labelBias = lengthen(model.calibrator.labelBias, room);
  const contexts = countContexts(model.columns.length);
  const old = model.contextLabel;
  model.contextLabel = createWeights(contexts * room);
  for (let context = 0; context < contexts; context++) {
    const [start, end] = [context * model.labelRoom, (context + 1) * model.labelRoom];
    model.contextLabel.value.set(old.value.subarray(start, end), context * room);
    model.contextLabel.squares.set(old.squares.subarray(start, end), context * room);
  }
  model.labelRoom = room;
}

function lengthen(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(array);
  return longer;
}

function lengthenWeights(weights: Weights, length: number, initial = 0): Weights {
  const longer = createWeights(length, initial);
  longer.value.set(weights.value);
  longer.squares.set(weights.squares);
  return longer;
}

/** Adds a column at the end. Its contexts are appended: what was learned stays where it is. */
export function addContextColumn(model: Categoriser, name: string): void {
  if (model.columns.includes(name)) return;
  model.columns.push(name);
  const contexts = countContexts(model.columns.length);
  model.context = lengthenWeights(model.context, contexts, 1 / contexts);
  model.contextBucket = lengthenWeights(model.contextBucket, contexts * BUCKETS);
  model.contextPayee = lengthenWeights(model.contextPayee, contexts * PAYEE_SELECTORS);
  model.contextAmount = lengthenWeights(model.contextAmount, contexts * AMOUNT_SELECTORS);
  model.contextLabel = lengthenWeights(model.contextLabel, contexts * model.labelRoom);
  model.last = lengthenWeights(model.last, contexts);
  model.lastBucket = lengthenWeights(model.lastBucket, contexts * BUCKETS);
}
