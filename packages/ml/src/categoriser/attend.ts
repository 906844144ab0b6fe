import { GAPS, headOf, LOOKED_AT, ROWS, type Attention, type LookingRow } from './attention.ts';
import type { Weights } from './weights.ts';

const ROOM = LOOKED_AT * 16;
/** A vote weighs at most e^20. */
const MOST_SCORE = 20;
/** The label rate counts like one vote of this weight. */
const RATE_VOTE = 0.1;
const FLOOR = -9;
const STEP = 0.15;
const AMOUNT_EDGES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];
const AGE_EDGES = [0, 1, 3, 7, 14, 30, 60, 120, 365];

/** The rows that one row was held against. Reused: valid until the next call. */
export const looked = {
  count: 0,
  rows: new Int32Array(ROOM),
  labels: new Int32Array(ROOM),
  votes: new Float64Array(ROOM),
  /** Sum of the votes. */
  total: 0,
  shared: new Int32Array(ROOM),
  amountGaps: new Int32Array(ROOM),
  ages: new Int32Array(ROOM),
  ranks: new Int32Array(ROOM),
};

const seenAt = new Float64Array(ROWS);
let stamp = 0;

/** Looks at like rows, newest first, each once. O(keys). */
export function attend(attention: Attention, row: LookingRow): void {
  const { previous, heads, width, count } = attention;
  looked.count = 0;
  looked.total = 0;
  stamp += 1;
  const oldest = Math.max(0, count - ROWS);
  for (let index = 0; index < width; index++) {
    const key = row.keys[index] ?? 0;
    const head = headOf(key);
    let at = heads[head] === key ? (heads[head + 1] ?? -1) : -1;
    for (let rank = 0; rank < LOOKED_AT && at >= oldest; rank++) {
      lookAt(attention, row, { at, rank });
      at = previous[(at & (ROWS - 1)) * width + index] ?? -1;
    }
  }
  for (let rank = 0; rank < LOOKED_AT && count - 1 - rank >= oldest; rank++) {
    lookAt(attention, row, { at: count - 1 - rank, rank });
  }
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < GAPS - 1 && value > (edges[bin] ?? 0)) bin += 1;
  return bin;
}

function lookAt(attention: Attention, row: LookingRow, { at, rank }: { at: number; rank: number }): void {
  const slot = at & (ROWS - 1);
  if (seenAt[slot] === stamp) return;
  seenAt[slot] = stamp;
  const label = attention.labels[slot] ?? -1;
  if (label < 0) return;
  const { width, keys } = attention;
  const age = row.day - (attention.days[slot] ?? 0);
  let shared = age === 0 ? 1 : 0;
  for (let index = 0; index < width; index++) {
    if (keys[slot * width + index] === row.keys[index]) shared |= 2 << index;
  }
  const amountGap = binOf(Math.abs(row.amount - (attention.amounts[slot] ?? 0)), AMOUNT_EDGES);
  const ageBin = binOf(age, AGE_EDGES);
  const score =
    (attention.shared[shared * 2] ?? 0) +
    (attention.amountGaps[amountGap * 2] ?? 0) +
    (attention.ages[ageBin * 2] ?? 0) +
    (attention.ranks[rank * 2] ?? 0);
  const vote = Math.exp(Math.min(score, MOST_SCORE));
  const index = looked.count++;
  looked.rows[index] = at;
  looked.labels[index] = label;
  looked.votes[index] = vote;
  looked.shared[index] = shared;
  looked.amountGaps[index] = amountGap;
  looked.ages[index] = ageBin;
  looked.ranks[index] = rank;
  looked.total += vote;
}

let sums = new Float64Array(256);

/** The label with the most votes, -1 where nothing was looked at. */
export function mostVoted(labelCount: number): number {
  if (sums.length < labelCount) sums = new Float64Array(labelCount * 2);
  let top = -1;
  for (let index = 0; index < looked.count; index++) {
    const label = looked.labels[index] ?? 0;
    sums[label] = (sums[label] ?? 0) + (looked.votes[index] ?? 0);
    if (top < 0 || (sums[label] ?? 0) > (sums[top] ?? 0)) top = label;
  }
  for (let index = 0; index < looked.count; index++) sums[looked.labels[index] ?? 0] = 0;
  return top;
}

/** ln p of each candidate into `out`: p = (.1 q + votes for it) / (.1 + all votes), floored. */
export function scoreVotes(
  { logRates, count }: { logRates: Float64Array; count: number },
  positionOf: (label: number) => number,
  out: Float64Array,
): void {
  for (let position = 0; position < count; position++) {
    out[position] = RATE_VOTE * Math.exp(logRates[position] ?? 0);
  }
  for (let index = 0; index < looked.count; index++) {
    const position = positionOf(looked.labels[index] ?? -1);
    if (position >= 0) out[position] = (out[position] ?? 0) + (looked.votes[index] ?? 0);
  }
  const all = RATE_VOTE + looked.total;
  for (let position = 0; position < count; position++) {
    out[position] = Math.max(FLOOR, Math.log((out[position] ?? 0) / all));
  }
}

/** Gradients by what a vote was weighed by. Reused. */
const gradients = {
  shared: new Float64Array(0),
  amountGaps: new Float64Array(GAPS),
  ages: new Float64Array(GAPS),
  ranks: new Float64Array(LOOKED_AT),
};

/** One step of AdaGrad against the gradient of the expert's own log loss of the true label; `rate` is its q. */
export function learnVotes(attention: Attention, truth: { label: number; rate: number }): void {
  if (gradients.shared.length < attention.shared.length / 2) {
    gradients.shared = new Float64Array(attention.shared.length / 2);
  }
  let right = 0;
  for (let index = 0; index < looked.count; index++) {
    if (looked.labels[index] === truth.label) right += looked.votes[index] ?? 0;
  }
  const ofAll = 1 / (RATE_VOTE + looked.total);
  const ofRight = 1 / (RATE_VOTE * truth.rate + right);
  for (let index = 0; index < looked.count; index++) {
    const isRight = looked.labels[index] === truth.label;
    const gradient = (looked.votes[index] ?? 0) * (ofAll - (isRight ? ofRight : 0));
    gather(gradients.shared, looked.shared[index] ?? 0, gradient);
    gather(gradients.amountGaps, looked.amountGaps[index] ?? 0, gradient);
    gather(gradients.ages, looked.ages[index] ?? 0, gradient);
    gather(gradients.ranks, looked.ranks[index] ?? 0, gradient);
  }
  for (let index = 0; index < looked.count; index++) {
    move(attention.shared, gradients.shared, looked.shared[index] ?? 0);
    move(attention.amountGaps, gradients.amountGaps, looked.amountGaps[index] ?? 0);
    move(attention.ages, gradients.ages, looked.ages[index] ?? 0);
    move(attention.ranks, gradients.ranks, looked.ranks[index] ?? 0);
  }
}

function gather(into: Float64Array, at: number, gradient: number): void {
  into[at] = (into[at] ?? 0) + gradient;
}

/** Takes what was gathered for a weight, so that it is moved once. */
function move(weights: Weights, from: Float64Array, at: number): void {
  const gradient = from[at] ?? 0;
  if (gradient === 0) return;
  from[at] = 0;
  const sum = (weights[at * 2 + 1] ?? 1) + gradient * gradient;
  weights[at * 2 + 1] = sum;
  weights[at * 2] = (weights[at * 2] ?? 0) - (STEP * gradient) / Math.sqrt(sum);
}
