import { createCountTable, type CountTable } from './count-table.ts';
import { countContexts, MAXIMUM_COLUMNS } from './columns.ts';
import { createExperts, type Experts } from './experts.ts';
import { widenAttention } from './attention.ts';
import { createExactCounts, type ExactCounts } from './exact-counts.ts';
import { createHistory, type History } from './history.ts';
import { widenSelectedWeights } from './selected-weights.ts';
import { createWeights, lengthenWeights, widenWeights, type Weights } from './weights.ts';

/** Changes whenever the same events would give another model. */
export const CATEGORISER_VERSION = '1.0.0';

export const BUCKETS = 24;
export const PAYEE_SELECTORS = 1024;
export const COLUMN_SELECTORS = 256;
export const AMOUNT_SELECTORS = 64;
/** The last four are what the experts say. */
export const CALIBRATOR_INPUTS = 18;
const INPUTS_WITHOUT_EXPERTS = 14;

/** Weights by label are shared beyond so many labels, so that memory stays bounded. */
export const LABEL_SELECTORS = 4096;
/** Of one context: its weight, one a bucket, then the same again for "it is the slot's last label". */
export const CONTEXT_WEIGHTS = 2 * (1 + BUCKETS);

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
  /** Labels that are not live. */
  retired: number;
  learned: number;
  /** Times that anything changed it. */
  changes: number;
  /** Room for so many labels in the weight arrays. */
  labelRoom: number;
  /** Decayed label counts, scaled by `rateIncrement` so that decay costs nothing. */
  rates: Float64Array<ArrayBuffer>;
  rateTotal: number;
  rateIncrement: number;
  /** Labels of the last rows, a ring; -1 where there was none. */
  recent: Int32Array<ArrayBuffer>;
  table: CountTable;
  payees: History;
  columnValues: History;
  exact: ExactCounts;
  /** Bias by label. */
  bias: Weights;
  /** Weight of ln q. */
  prior: Weights;
  /** `CONTEXT_WEIGHTS` a context. */
  contextWeights: Weights;
  /** A row for each selector or label, in it a weight for each context. */
  payeeWeights: Weights;
  amountWeights: Weights;
  /** By the value of the last column. */
  columnWeights: Weights;
  labelWeights: Weights;
  calibrator: Calibrator;
  /** Left out of a model that has counts alone. */
  experts?: Experts;
}

export interface CategoriserOptions {
  /** Order matters: it is part of what is hashed. At most 8. */
  contextColumns: readonly string[];
  /** Bound of the count table, log2 of its slots of 64 bytes. Default 20: 64 MB. */
  maxSlotsLog2?: number;
  /** Whether linear regression and attention have a say beside the counts; about 22 MB more. Default: not. */
  withExperts?: boolean;
}

const RECENT = 128;
const INITIAL_LABEL_ROOM = 16;
const INITIAL_SLOTS_LOG2 = 12;
const INITIAL_HISTORY_LOG2 = 8;
const INITIAL_EXACT_LOG2 = 10;
const INITIAL_PRIOR_WEIGHT = 0.3;

/** @throws RangeError for more than 8 columns or the same column twice. */
export function createCategoriser({
  contextColumns,
  maxSlotsLog2 = 20,
  withExperts = false,
}: CategoriserOptions): Categoriser {
  if (contextColumns.length > MAXIMUM_COLUMNS || new Set(contextColumns).size < contextColumns.length) {
    throw new RangeError(
      `context columns: at most ${MAXIMUM_COLUMNS} different ones, got ${contextColumns.join(', ')}`,
    );
  }
  const contexts = countContexts(contextColumns.length);
  const room = INITIAL_LABEL_ROOM;
  return {
    ...{ columns: [...contextColumns], labels: [], fates: [], retired: 0, learned: 0, changes: 0 },
    ...{ labelRoom: room, rates: new Float64Array(room), rateTotal: 0, rateIncrement: 1 },
    recent: new Int32Array(RECENT).fill(-1),
    table: createCountTable(Math.min(INITIAL_SLOTS_LOG2, maxSlotsLog2), maxSlotsLog2),
    payees: createHistory(INITIAL_HISTORY_LOG2),
    columnValues: createHistory(INITIAL_HISTORY_LOG2),
    exact: createExactCounts(INITIAL_EXACT_LOG2),
    bias: createWeights(room),
    prior: createWeights(1, INITIAL_PRIOR_WEIGHT),
    contextWeights: startContexts(createWeights(contexts * CONTEXT_WEIGHTS), 0),
    payeeWeights: createWeights(contexts * PAYEE_SELECTORS),
    amountWeights: createWeights(contexts * AMOUNT_SELECTORS),
    columnWeights: createWeights(contexts * COLUMN_SELECTORS),
    labelWeights: createWeights(contexts * room),
    calibrator: {
      weights: createCalibratorWeights(withExperts),
      labelBias: new Float64Array(room),
      payeeBias: new Float64Array(PAYEE_SELECTORS),
      columnBias: new Float64Array(COLUMN_SELECTORS),
    },
    ...(withExperts && { experts: createExperts(contexts, contextColumns.length) }),
  };
}

/** Contexts from `first` on start with an equal share. */
function startContexts(weights: Weights, first: number): Weights {
  const contexts = weights.length / 2 / CONTEXT_WEIGHTS;
  for (let context = first; context < contexts; context++)
    weights[context * CONTEXT_WEIGHTS * 2] = 1 / contexts;
  return weights;
}

/** The logit of the raw probability starts at 1, everything else at 0: at first, raw is calibrated. */
function createCalibratorWeights(withExperts: boolean): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(withExperts ? CALIBRATOR_INPUTS : INPUTS_WITHOUT_EXPERTS);
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
  if (room <= LABEL_SELECTORS) {
    model.labelWeights = lengthenWeights(model.labelWeights, countContexts(model.columns.length) * room);
  }
  model.labelRoom = room;
}

function lengthen(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(array);
  return longer;
}

/**
 * Adds a column at the end. Its contexts are appended: what was learned stays where it is. A column
 * that the model has already, and one past the eighth, change nothing: a fold must never stop.
 */
export function addContextColumn(model: Categoriser, name: string): void {
  if (model.columns.includes(name) || model.columns.length >= MAXIMUM_COLUMNS) return;
  const before = countContexts(model.columns.length);
  model.columns.push(name);
  model.changes += 1;
  const contexts = countContexts(model.columns.length);
  model.contextWeights = startContexts(
    lengthenWeights(model.contextWeights, contexts * CONTEXT_WEIGHTS),
    before,
  );
  model.payeeWeights = widenWeights(model.payeeWeights, before, contexts);
  model.amountWeights = widenWeights(model.amountWeights, before, contexts);
  model.columnWeights = widenWeights(model.columnWeights, before, contexts);
  model.labelWeights = widenWeights(model.labelWeights, before, contexts);
  if (!model.experts) return;
  widenAttention(model.experts.attention);
  widenSelectedWeights(model.experts.selected, before, contexts);
}
