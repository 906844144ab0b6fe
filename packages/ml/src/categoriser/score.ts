import { COUNTS, findSlot, LABELS_A_SLOT, LAST, SLOT_WORDS } from './count-table.ts';
import { addOpinions, forEachVotedLabel } from './experts.ts';
import type { Features } from './features.ts';
import { BUCKETS, CONTEXT_WEIGHTS, LABEL_SELECTORS, type Categoriser } from './model.ts';
import { weighSelected } from './selected-weights.ts';

/** Scores of one row. Reused: valid until the next call. */
export interface Scores {
  /** Number of candidates; the arrays below hold one entry for each. */
  count: number;
  candidates: Int32Array;
  /** Additive score. */
  z: Float64Array;
  /** Softmax of z. */
  probabilities: Float64Array;
  /** ln q. */
  logRates: Float64Array;
  /** Slot of each context, -1 where there is none. */
  slots: Int32Array;
  buckets: Int32Array;
  /** Position among the candidates of each label of a slot, 6 a context, -1 where it holds none. */
  positions: Int32Array;
  /** ln(1 + c / (.8 q)) in the same places. */
  evidence: Float64Array;
  /** Position of the slot's last label, -1 where there is none. */
  lasts: Int32Array;
  /** Positions of the two highest scores, -1 where there are none. */
  top: number;
  second: number;
  /** Contexts whose strongest evidence is for the top label, as a share of those that know anything. */
  agreement: number;
}

/** How much a context's last label weighs against its counts. */
export const LAST_SCALE = 3;
/** Share of the label rate that evidence is measured against, by counts alone and beside experts. */
const EVIDENCE_RATE = 0.8;
const EVIDENCE_RATE_BESIDE_EXPERTS = 0.4;
const RATE_FLOOR = 0.05;
/** Up to so many labels all are candidates; of more, those of the last rows and those that a context counted. */
const ALL_CANDIDATES = 256;
/** Below this a score is too far behind to have a share worth the name. */
const NEGLIGIBLE_SCORE = -25;
const INITIAL_ROOM = 256;
/** Labels that attention may add to the candidates. */
const MOST_VOTED_LABELS = 1024;

const scores: Scores = {
  ...{ count: 0, candidates: new Int32Array(INITIAL_ROOM), z: new Float64Array(INITIAL_ROOM) },
  ...{ probabilities: new Float64Array(INITIAL_ROOM), logRates: new Float64Array(INITIAL_ROOM) },
  ...{ slots: new Int32Array(0), buckets: new Int32Array(0), positions: new Int32Array(0) },
  ...{ evidence: new Float64Array(0), lasts: new Int32Array(0), top: -1, second: -1, agreement: 0 },
};
let inverseRates = new Float64Array(INITIAL_ROOM);
let strongest = new Int32Array(0);
/** Where a label stands among the candidates, valid where its stamp is that of this row. */
let positionOf = new Int32Array(INITIAL_ROOM);
let stamps = new Float64Array(INITIAL_ROOM);
let stamp = 0;

function makeRoom(labels: number, contexts: number): void {
  const candidates = Math.max(labels, contexts * (LABELS_A_SLOT + 1)) + MOST_VOTED_LABELS;
  if (stamps.length < candidates) {
    const room = candidates * 2;
    scores.candidates = new Int32Array(room);
    scores.z = new Float64Array(room);
    scores.probabilities = new Float64Array(room);
    scores.logRates = new Float64Array(room);
    inverseRates = new Float64Array(room);
    positionOf = new Int32Array(room);
    stamps = new Float64Array(room);
  }
  if (scores.slots.length < contexts) {
    scores.slots = new Int32Array(contexts);
    scores.buckets = new Int32Array(contexts);
    scores.lasts = new Int32Array(contexts);
    scores.positions = new Int32Array(contexts * LABELS_A_SLOT);
    scores.evidence = new Float64Array(contexts * LABELS_A_SLOT);
    strongest = new Int32Array(contexts);
  }
}

/**
 * Scores a row's candidates. Past 256 labels the rest, that no context and no late row knows, is left
 * out, so that a row costs the same with a thousand labels as with a million. O(contexts).
 */
export function scoreRow(model: Categoriser, features: Features): Scores {
  makeRoom(model.labels.length, features.contextCount);
  stamp += 1;
  scores.count = 0;
  rateFloor = RATE_FLOOR * model.rateIncrement;
  rateScale = 1 / (model.rateTotal + rateFloor * model.labels.length);
  admitUsual(model);
  findSlots(model, features);
  for (let context = 0; context < features.contextCount; context++) {
    if ((scores.slots[context] ?? -1) >= 0) addContext(model, features, context);
  }
  if (model.experts) {
    forEachVotedLabel((label) => admit(model, label));
    addOpinions(model.experts, scores, findCandidate);
  }
  normaliseScores();
  scores.agreement = measureAgreement(features.contextCount);
  return scores;
}

let rateFloor = 0;
let rateScale = 1;
/** Takes what is read for the sake of reading. */
let touched = 0;

/**
 * Finds the slot of each context. The table is far larger than the caches, so that nearly every look at
 * it waits for memory: tight loops that only touch what is needed let those waits overlap.
 */
function findSlots({ table }: Categoriser, { keys, contextCount }: Features): void {
  const { heads, words, log2 } = table;
  const { slots } = scores;
  const mask = 2 ** log2 - 1;
  let sum = 0;
  for (let context = 0; context < contextCount; context++)
    sum ^= heads[((keys[context] ?? 0) & mask) * 2] ?? 0;
  for (let context = 0; context < contextCount; context++) {
    const key = keys[context] ?? 0;
    const slot = key === 0 ? -1 : findSlot(table, key);
    slots[context] = slot;
    const offset = (slot < 0 ? key & mask : slot) * SLOT_WORDS;
    sum ^= (words[offset] ?? 0) ^ (words[offset + LAST] ?? 0);
  }
  touched = (touched ^ sum) & 1;
}

/** The position of a label among the candidates, after making it one. */
function admit(model: Categoriser, label: number): number {
  if (stamps[label] === stamp) return positionOf[label] ?? 0;
  const position = scores.count;
  scores.count = position + 1;
  stamps[label] = stamp;
  positionOf[label] = position;
  const rate = ((model.rates[label] ?? 0) + rateFloor) * rateScale;
  const log = Math.log(rate);
  scores.candidates[position] = label;
  scores.logRates[position] = log;
  inverseRates[position] = 1 / ((model.experts ? EVIDENCE_RATE_BESIDE_EXPERTS : EVIDENCE_RATE) * rate);
  scores.z[position] = (model.bias[label * 2] ?? 0) + (model.prior[0] ?? 0) * log;
  return position;
}

/** ln q of a label that need not be a candidate. */
export function logRateOf({ rates, rateTotal, rateIncrement, labels }: Categoriser, label: number): number {
  const floor = RATE_FLOOR * rateIncrement;
  return Math.log(((rates[label] ?? 0) + floor) / (rateTotal + floor * labels.length));
}

/** The labels that may be right whatever the row says. */
function admitUsual(model: Categoriser): void {
  const { labels, fates, recent } = model;
  if (labels.length <= ALL_CANDIDATES) {
    for (let label = 0; label < labels.length; label++) if (fates[label] === -1) admit(model, label);
    return;
  }
  for (let index = 0; index < recent.length; index++) {
    const label = recent[index] ?? -1;
    if (label >= 0) admit(model, label);
  }
}

/** Position among the candidates of the last row scored, -1 for a label that is none. */
export function findCandidate(label: number): number {
  return label >= 0 && stamps[label] === stamp ? (positionOf[label] ?? -1) : -1;
}

/** n {1, 2, 3-4, 5-9, 10-29, 30+} x top share {> .97, > .8, > .5, rest}. */
function bucketOf(n: number, topShare: number): number {
  const size = n <= 1 ? 0 : n === 2 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : n <= 29 ? 4 : 5;
  const purity = topShare > 0.97 ? 0 : topShare > 0.8 ? 1 : topShare > 0.5 ? 2 : 3;
  return size * 4 + purity;
}

function bucketOfSlot(model: Categoriser, slot: number): number {
  const { floats, heads } = model.table;
  const first = slot * SLOT_WORDS + COUNTS;
  let total = 0;
  let largest = 0;
  for (let at = first; at < first + LABELS_A_SLOT; at++) {
    const count = floats[at] ?? 0;
    total += count;
    if (count > largest) largest = count;
  }
  return bucketOf(heads[slot * 2 + 1] ?? 0, total === 0 ? 0 : largest / total);
}

/** The weight that all of a context's evidence shares, whatever its label. */
export function weighContext(model: Categoriser, features: Features, context: number): number {
  const { contextWeights, payeeWeights, amountWeights, columnWeights, experts } = model;
  const first = context * CONTEXT_WEIGHTS * 2;
  const bucket = scores.buckets[context] ?? 0;
  const width = features.contextCount;
  const selected = experts ? weighSelected(experts.selected, context) : 0;
  return (
    selected +
    (contextWeights[first] ?? 0) +
    (contextWeights[first + 2 + bucket * 2] ?? 0) +
    (payeeWeights[(features.payeeSelector * width + context) * 2] ?? 0) +
    (columnWeights[(features.columnSelector * width + context) * 2] ?? 0) +
    (amountWeights[(features.amountSelector * width + context) * 2] ?? 0)
  );
}

/** What it adds to a label that it is the slot's last one. */
export function weighLast({ contextWeights }: Categoriser, context: number): number {
  const first = (context * CONTEXT_WEIGHTS + 1 + BUCKETS) * 2;
  const bucket = scores.buckets[context] ?? 0;
  return LAST_SCALE * ((contextWeights[first] ?? 0) + (contextWeights[first + 2 + bucket * 2] ?? 0));
}

function addContext(model: Categoriser, features: Features, context: number): void {
  const { words, floats } = model.table;
  const { z, positions, evidence } = scores;
  const slot = scores.slots[context] ?? 0;
  scores.buckets[context] = bucketOfSlot(model, slot);
  const weight = weighContext(model, features, context);
  const offset = slot * SLOT_WORDS;
  const last = words[offset + LAST] ?? -1;
  const base = context * LABELS_A_SLOT;
  let most = 0;
  let strongestPosition = -1;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const label = words[offset + index] ?? -1;
    if (label < 0) {
      positions[base + index] = -1;
      continue;
    }
    const position = admit(model, label);
    const d = Math.log(1 + (floats[offset + COUNTS + index] ?? 0) * (inverseRates[position] ?? 0));
    const byLabel =
      model.labelWeights[((label & (LABEL_SELECTORS - 1)) * features.contextCount + context) * 2];
    positions[base + index] = position;
    evidence[base + index] = d;
    z[position] = (z[position] ?? 0) + (weight + (byLabel ?? 0)) * d;
    if (d > most) {
      most = d;
      strongestPosition = position;
    }
  }
  strongest[context] = strongestPosition;
  const lastPosition = last < 0 ? -1 : admit(model, last);
  scores.lasts[context] = lastPosition;
  if (lastPosition >= 0) z[lastPosition] = (z[lastPosition] ?? 0) + weighLast(model, context);
}

function normaliseScores(): void {
  const { z, probabilities, count } = scores;
  let top = -1;
  let second = -1;
  for (let position = 0; position < count; position++) {
    const score = z[position] ?? 0;
    if (top < 0 || score > (z[top] ?? 0)) {
      second = top;
      top = position;
    } else if (second < 0 || score > (z[second] ?? 0)) {
      second = position;
    }
  }
  const highest = top < 0 ? 0 : (z[top] ?? 0);
  let sum = 0;
  for (let position = 0; position < count; position++) {
    const behind = (z[position] ?? 0) - highest;
    const value = behind < NEGLIGIBLE_SCORE ? 0 : Math.exp(behind);
    probabilities[position] = value;
    sum += value;
  }
  for (let position = 0; position < count; position++) {
    probabilities[position] = (probabilities[position] ?? 0) / sum;
  }
  scores.top = top;
  scores.second = second;
}

function measureAgreement(contextCount: number): number {
  let known = 0;
  let agreeing = 0;
  for (let context = 0; context < contextCount; context++) {
    if ((scores.slots[context] ?? -1) < 0) continue;
    known += 1;
    if (strongest[context] === scores.top) agreeing += 1;
  }
  return known === 0 ? 0 : agreeing / known;
}
