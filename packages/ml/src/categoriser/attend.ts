import {
  AGES,
  AMOUNT,
  AMOUNT_GAPS,
  DAY,
  halfOf,
  KEYS,
  labelOf,
  lastWith,
  LOOKED_AT,
  LOOKED_AT_COMMON,
  recordWords,
  ROW_KEYS,
  ROWS,
  signed,
  type Attention,
  type LookingRow,
} from './attention.ts';
import type { Weights } from './weights.ts';

const MOST_KEYS = 12;
/** Places of keys: the payee, and the payee with the range of the amount. */
const PAYEE = 0;
const PAYEE_AMOUNT = 3;
const ROOM = LOOKED_AT * (MOST_KEYS + 1);
/** A vote, and what it is a product of, weighs at most e^20. */
const MOST_SCORE = 20;
const MOST_VOTE = Math.exp(MOST_SCORE);
/** The label rate counts like one vote of this weight. */
const RATE_VOTE = 0.1;
const FLOOR = -9;
const STEP = 0.15;

/** The rows that one row was held against, and the votes for each label. Reused: valid until the next call. */
export const looked = {
  count: 0,
  labels: new Int32Array(ROOM),
  votes: new Float64Array(ROOM),
  /** What each vote was weighed by: range of the rank, age and amount, then what is shared. */
  marks: new Int32Array(ROOM),
  /** Sum of the votes. */
  total: 0,
  /** Labels that were voted for, in the order in which they were met, and the sum of votes by label. */
  labelCount: 0,
  distinct: new Int32Array(ROOM),
  sums: new Float64Array(256),
  /** What is shared by any, each once. */
  sharedCount: 0,
  shared: new Int32Array(ROOM),
};

/** e^weight of each range, for the row being looked at. */
const factors = {
  shared: new Float64Array(0),
  amountGaps: new Float64Array(AMOUNT_GAPS),
  ages: new Float64Array(AGES),
  ranks: new Float64Array(LOOKED_AT),
};
/** The row that is looking, and what it looks at. */
const looking = {
  records: new Uint16Array(0),
  shared: new Float32Array(0),
  width: 0,
  day: 0,
  amount: 0,
  halves: new Uint16Array(MOST_KEYS),
  /** The oldest row that was looked at under each key. */
  reached: new Float64Array(MOST_KEYS),
};

/** Rows under each key, newest first. */
const chains = {
  rows: new Int32Array(ROOM),
  lengths: new Int32Array(MOST_KEYS),
  next: new Int32Array(MOST_KEYS),
};

const factorOf = (weights: Weights, at: number) => Math.exp(Math.min(weights[at * 2] ?? 0, MOST_SCORE));

function begin(attention: Attention, row: LookingRow, labelCount: number): void {
  forgetVotes();
  if (looked.sums.length < labelCount) looked.sums = new Float64Array(labelCount * 2);
  if (factors.shared.length < attention.shared.length / 2) {
    factors.shared = new Float64Array(attention.shared.length / 2);
  }
  for (let gap = 0; gap < AMOUNT_GAPS; gap++) factors.amountGaps[gap] = factorOf(attention.amountGaps, gap);
  for (let age = 0; age < AGES; age++) factors.ages[age] = factorOf(attention.ages, age);
  for (let rank = 0; rank < LOOKED_AT; rank++) factors.ranks[rank] = factorOf(attention.ranks, rank);
  looking.records = attention.records;
  looking.shared = attention.shared;
  looking.width = attention.width;
  looking.day = row.day;
  looking.amount = row.amount;
  for (let index = 0; index < attention.width; index++) {
    const key = row.keys[index] ?? 0;
    looking.halves[index] = halfOf(key);
    looking.reached[index] = Infinity;
    chains.next[index] = lastWith(attention, key);
    chains.lengths[index] = 0;
  }
}

function forgetVotes(): void {
  for (let index = 0; index < looked.labelCount; index++) looked.sums[looked.distinct[index] ?? 0] = 0;
  for (let index = 0; index < looked.sharedCount; index++) factors.shared[looked.shared[index] ?? 0] = 0;
  looked.count = 0;
  looked.total = 0;
  looked.labelCount = 0;
  looked.sharedCount = 0;
}

/** Follows all keys side by side to older rows: each step waits for memory, and so the waits overlap. */
function follow({ width, records }: Attention, oldest: number): void {
  const { rows, lengths, next } = chains;
  const words = recordWords(width);
  for (let rank = 0; rank < LOOKED_AT; rank++) {
    let isOver = true;
    const end = rank < LOOKED_AT_COMMON ? width : ROW_KEYS;
    for (let index = 0; index < end; index++) {
      const at = next[index] ?? -1;
      if (at < oldest) continue;
      isOver = false;
      rows[index * LOOKED_AT + rank] = at;
      lengths[index] = rank + 1;
      const ago = records[(at & (ROWS - 1)) * words + KEYS + width + index] ?? 0;
      next[index] = ago === 0 ? -1 : at - ago;
    }
    if (isOver) return;
  }
}

/** Looks at like rows, by key and newest first, each once. O(keys). */
export function attend(attention: Attention, row: LookingRow, labelCount: number): void {
  begin(attention, row, labelCount);
  const { width, count } = attention;
  const words = recordWords(width);
  const oldest = Math.max(0, count - ROWS);
  follow(attention, oldest);
  for (let index = 0; index < width; index++) {
    // All rows of a payee that has few were looked at under it.
    if (index === PAYEE_AMOUNT && (chains.lengths[PAYEE] ?? 0) < LOOKED_AT) continue;
    const length = chains.lengths[index] ?? 0;
    let at = 0;
    for (let rank = 0; rank < length; rank++) {
      at = chains.rows[index * LOOKED_AT + rank] ?? 0;
      lookAt(at, (at & (ROWS - 1)) * words, rank);
    }
    if (length > 0) looking.reached[index] = at;
  }
  for (let rank = 0; rank < LOOKED_AT_COMMON && count - 1 - rank >= oldest; rank++) {
    const at = count - 1 - rank;
    lookAt(at, (at & (ROWS - 1)) * words, rank);
  }
}

const rangeOf = (gap: number, ranges: number) => Math.min(32 - Math.clz32(gap), ranges - 1);

function lookAt(at: number, record: number, rank: number): void {
  const { width, records, halves, reached } = looking;
  const age = Math.max(0, signed(looking.day - (records[record + DAY] ?? 0)));
  let shared = age === 0 ? 1 : 0;
  for (let index = 0; index < width; index++) {
    if (records[record + KEYS + index] !== halves[index]) continue;
    // This key led here before.
    if (at >= (reached[index] ?? 0)) return;
    shared |= 2 << index;
  }
  const label = labelOf(records, record);
  if (label < 0) return;
  const ageRange = rangeOf(age, AGES);
  const gapRange = rangeOf(Math.abs(looking.amount - signed(records[record + AMOUNT] ?? 0)), AMOUNT_GAPS);
  let factor = factors.shared[shared] ?? 0;
  if (factor === 0) {
    // Never 0 again for this row: an underflow would be noted twice.
    factor = Math.max(Number.MIN_VALUE, factorOf(looking.shared, shared));
    factors.shared[shared] = factor;
    looked.shared[looked.sharedCount++] = shared;
  }
  const product =
    factor * (factors.amountGaps[gapRange] ?? 0) * (factors.ages[ageRange] ?? 0) * (factors.ranks[rank] ?? 0);
  const vote = Math.max(Number.MIN_VALUE, Math.min(product, MOST_VOTE));
  const index = looked.count++;
  looked.labels[index] = label;
  looked.votes[index] = vote;
  looked.marks[index] = rank | (ageRange << 6) | (gapRange << 10) | (shared << 14);
  looked.total += vote;
  if (looked.sums[label] === 0) looked.distinct[looked.labelCount++] = label;
  looked.sums[label] = (looked.sums[label] ?? 0) + vote;
}

/** The label with the most votes, the first met of equals; -1 where nothing was looked at. */
export function mostVoted(): number {
  let top = -1;
  for (let index = 0; index < looked.labelCount; index++) {
    const label = looked.distinct[index] ?? 0;
    if (top < 0 || (looked.sums[label] ?? 0) > (looked.sums[top] ?? 0)) top = label;
  }
  return top;
}

/** ln p of each candidate into `out`: p = (.1 q + votes for it) / (.1 + all votes), floored. */
export function scoreVotes(
  { logRates, count }: { logRates: Float64Array; count: number },
  positionOf: (label: number) => number,
  out: Float64Array,
): void {
  const all = RATE_VOTE + looked.total;
  const logOfRate = Math.log(RATE_VOTE / all);
  for (let position = 0; position < count; position++) {
    out[position] = Math.max(FLOOR, logOfRate + (logRates[position] ?? 0));
  }
  for (let index = 0; index < looked.labelCount; index++) {
    const label = looked.distinct[index] ?? -1;
    const position = positionOf(label);
    if (position < 0) continue;
    const votes = RATE_VOTE * Math.exp(logRates[position] ?? 0) + (looked.sums[label] ?? 0);
    out[position] = Math.max(FLOOR, Math.log(votes / all));
  }
}

/** Gradients by what a vote was weighed by. Reused. */
const gradients = {
  shared: new Float64Array(0),
  amountGaps: new Float64Array(AMOUNT_GAPS),
  ages: new Float64Array(AGES),
  ranks: new Float64Array(LOOKED_AT),
};

/** One step of AdaGrad against the gradient of the expert's own log loss of the true label; `rate` is its q. */
export function learnVotes(attention: Attention, truth: { label: number; rate: number }): void {
  if (gradients.shared.length < factors.shared.length) {
    gradients.shared = new Float64Array(factors.shared.length);
  }
  const right = looked.sums[truth.label] ?? 0;
  const ofAll = 1 / (RATE_VOTE + looked.total);
  const ofRight = ofAll - 1 / (RATE_VOTE * truth.rate + right);
  for (let index = 0; index < looked.count; index++) {
    const share = looked.labels[index] === truth.label ? ofRight : ofAll;
    gather(looked.marks[index] ?? 0, (looked.votes[index] ?? 0) * share);
  }
  for (let index = 0; index < looked.sharedCount; index++) {
    move(attention.shared, gradients.shared, looked.shared[index] ?? 0);
  }
  for (let gap = 0; gap < AMOUNT_GAPS; gap++) move(attention.amountGaps, gradients.amountGaps, gap);
  for (let age = 0; age < AGES; age++) move(attention.ages, gradients.ages, age);
  for (let rank = 0; rank < LOOKED_AT; rank++) move(attention.ranks, gradients.ranks, rank);
}

function gather(marks: number, gradient: number): void {
  const { shared, amountGaps, ages, ranks } = gradients;
  const rank = marks & 63;
  const age = (marks >> 6) & 15;
  const gap = (marks >> 10) & 15;
  shared[marks >> 14] = (shared[marks >> 14] ?? 0) + gradient;
  amountGaps[gap] = (amountGaps[gap] ?? 0) + gradient;
  ages[age] = (ages[age] ?? 0) + gradient;
  ranks[rank] = (ranks[rank] ?? 0) + gradient;
}

/** Takes what was gathered for a weight. */
function move(weights: Weights, from: Float64Array, at: number): void {
  const gradient = from[at] ?? 0;
  if (gradient === 0) return;
  from[at] = 0;
  const sum = (weights[at * 2 + 1] ?? 1) + gradient * gradient;
  weights[at * 2 + 1] = sum;
  weights[at * 2] = (weights[at * 2] ?? 0) - (STEP * gradient) / Math.sqrt(sum);
}
