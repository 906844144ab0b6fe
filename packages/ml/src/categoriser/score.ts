import { COUNTS, findSlot, LABELS, LABELS_A_SLOT, LAST, N } from './count-table.ts';
import type { Features } from './features.ts';
import { AMOUNT_SELECTORS, BUCKETS, liveLabel, PAYEE_SELECTORS, type Categoriser } from './model.ts';

/** Scores of one row. Reused: valid until the next call. */
export interface Scores {
  /** Additive score by label, -Infinity for one that is not live. */
  z: Float64Array;
  /** Softmax of z. */
  probabilities: Float64Array;
  logRate: Float64Array;
  /** Word offset of each context's slot, -1 where there is none. */
  slots: Int32Array;
  buckets: Int32Array;
  /** ln(1 + c / (.4 q)), 6 a context, 0 where the slot holds no label. */
  evidence: Float64Array;
  top: number;
  second: number;
  /** Contexts whose commonest label is the top one, as a share of those that know anything. */
  agreement: number;
}

/** How much a context's last label weighs against its counts. */
export const LAST_SCALE = 3;
/** Share of the label rate that evidence is measured against. */
const EVIDENCE_RATE = 0.4;
const RATE_FLOOR = 0.05;

const scores: Scores = {
  ...{ z: new Float64Array(16), probabilities: new Float64Array(16), logRate: new Float64Array(16) },
  ...{ slots: new Int32Array(0), buckets: new Int32Array(0), evidence: new Float64Array(0) },
  ...{ top: -1, second: -1, agreement: 0 },
};
let inverseRate = new Float64Array(16);

function makeRoom(labels: number, contexts: number): void {
  if (scores.z.length < labels) {
    const room = labels * 2;
    scores.z = new Float64Array(room);
    scores.probabilities = new Float64Array(room);
    scores.logRate = new Float64Array(room);
    inverseRate = new Float64Array(room);
  }
  if (scores.slots.length < contexts) {
    scores.slots = new Int32Array(contexts);
    scores.buckets = new Int32Array(contexts);
    scores.evidence = new Float64Array(contexts * LABELS_A_SLOT);
  }
}

/** Scores every label for a row. The model must know at least one label. O(contexts + labels). */
export function scoreRow(model: Categoriser, features: Features): Scores {
  makeRoom(model.labels.length, features.contextCount);
  startFromRates(model);
  for (let context = 0; context < features.contextCount; context++) {
    const key = features.keys[context] ?? 0;
    const slot = key === 0 ? -1 : findSlot(model.table, key);
    scores.slots[context] = slot;
    if (slot >= 0) addContext(model, features, context);
  }
  softmax(model);
  scores.agreement = measureAgreement(model, features.contextCount);
  return scores;
}

function startFromRates(model: Categoriser): void {
  const { labels, fates, rates, rateTotal, rateIncrement, bias, prior } = model;
  const { z, logRate } = scores;
  const floor = RATE_FLOOR * rateIncrement;
  const total = rateTotal + floor * labels.length;
  const weight = prior.value[0] ?? 0;
  for (let label = 0; label < labels.length; label++) {
    const rate = ((rates[label] ?? 0) + floor) / total;
    const log = Math.log(rate);
    logRate[label] = log;
    inverseRate[label] = 1 / (EVIDENCE_RATE * rate);
    z[label] = fates[label] === -1 ? (bias.value[label] ?? 0) + weight * log : -Infinity;
  }
}

/** n {1, 2, 3-4, 5-9, 10-29, 30+} x top share {> .97, > .8, > .5, rest}. */
function bucketOf(n: number, topShare: number): number {
  const size = n <= 1 ? 0 : n === 2 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : n <= 29 ? 4 : 5;
  const purity = topShare > 0.97 ? 0 : topShare > 0.8 ? 1 : topShare > 0.5 ? 2 : 3;
  return size * 4 + purity;
}

function addContext(model: Categoriser, features: Features, context: number): void {
  const { words, floats } = model.table;
  const { z, slots, buckets, evidence } = scores;
  const slot = slots[context] ?? 0;
  let total = 0;
  let largest = 0;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const count = floats[slot + COUNTS + index] ?? 0;
    total += count;
    if (count > largest) largest = count;
  }
  const bucket = bucketOf(words[slot + N] ?? 0, total === 0 ? 0 : largest / total);
  buckets[context] = bucket;
  const weight =
    (model.context.value[context] ?? 0) +
    (model.contextBucket.value[context * BUCKETS + bucket] ?? 0) +
    (model.contextPayee.value[context * PAYEE_SELECTORS + features.payeeSelector] ?? 0) +
    (model.contextAmount.value[context * AMOUNT_SELECTORS + features.amountSelector] ?? 0);
  const byLabel = model.contextLabel.value;
  const row = context * model.labelRoom;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const label = words[slot + LABELS + index] ?? -1;
    const count = floats[slot + COUNTS + index] ?? 0;
    const d = label < 0 || count === 0 ? 0 : Math.log(1 + count * (inverseRate[label] ?? 0));
    evidence[context * LABELS_A_SLOT + index] = d;
    if (d !== 0) z[label] = (z[label] ?? 0) + (weight + (byLabel[row + label] ?? 0)) * d;
  }
  const last = words[slot + LAST] ?? -1;
  if (last < 0) return;
  const lastWeight =
    (model.last.value[context] ?? 0) + (model.lastBucket.value[context * BUCKETS + bucket] ?? 0);
  z[last] = (z[last] ?? 0) + LAST_SCALE * lastWeight;
}

function softmax({ labels }: Categoriser): void {
  const { z, probabilities } = scores;
  let top = -1;
  let second = -1;
  for (let label = 0; label < labels.length; label++) {
    const score = z[label] ?? 0;
    if (score === -Infinity) continue;
    if (top < 0 || score > (z[top] ?? 0)) {
      second = top;
      top = label;
    } else if (second < 0 || score > (z[second] ?? 0)) {
      second = label;
    }
  }
  const highest = z[top] ?? 0;
  let sum = 0;
  for (let label = 0; label < labels.length; label++) {
    const value = Math.exp((z[label] ?? 0) - highest);
    probabilities[label] = value;
    sum += value;
  }
  const scale = 1 / sum;
  for (let label = 0; label < labels.length; label++)
    probabilities[label] = (probabilities[label] ?? 0) * scale;
  scores.top = top;
  scores.second = second;
}

function measureAgreement(model: Categoriser, contextCount: number): number {
  const { words } = model.table;
  let known = 0;
  let agreeing = 0;
  for (let context = 0; context < contextCount; context++) {
    const slot = scores.slots[context] ?? -1;
    if (slot < 0) continue;
    known += 1;
    const base = context * LABELS_A_SLOT;
    let best = 0;
    for (let index = 1; index < LABELS_A_SLOT; index++) {
      if ((scores.evidence[base + index] ?? 0) > (scores.evidence[base + best] ?? 0)) best = index;
    }
    const label = words[slot + LABELS + best] ?? -1;
    if (label >= 0 && liveLabel(model, label) === scores.top) agreeing += 1;
  }
  return known === 0 ? 0 : agreeing / known;
}
