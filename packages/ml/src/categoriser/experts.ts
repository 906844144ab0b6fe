import { attend, learnVotes, looked, mostVoted, scoreVotes } from './attend.ts';
import { createAttention, rememberLabelled, type Attention, type LookingRow } from './attention.ts';
import { createConfidenceMap, type ConfidenceMap } from './confidence-map.ts';
import { mix } from './hashing.ts';
import { createLinearExpert, gatherText, learnText, scoreText, type LinearExpert } from './linear-expert.ts';
import type { RowHashes } from './row-hashes.ts';
import { createWeights, step, type Weights } from './weights.ts';

/** What a model has beside its counts, and how far it trusts each. */
export interface Experts {
  linear: LinearExpert;
  attention: Attention;
  /** Of ln p by the linear expert, by attention, and of ln q: one each, then one each by how often the payee was seen. */
  trust: Weights;
  /** A row for each label that attention may favour, 0 for none, in it a weight for each context. */
  favourWeights: Weights;
  confidence: ConfidenceMap;
}

/** Weights by favoured label are shared beyond so many labels. */
const FAVOURED = 4096;
export const FAVOUR_SELECTORS = FAVOURED + 1;
const SEEN_BUCKETS = 6;
const DAY_MS = 86_400_000;
const LINEAR = 0;
const ATTENTION = 1;
const RATE = 2;
const INITIAL_TRUST = [0.7, 0.5];

export function createExperts(contexts: number, columnCount: number): Experts {
  const trust = createWeights(3 * (1 + SEEN_BUCKETS));
  INITIAL_TRUST.forEach((value, expert) => (trust[expert * 2] = value));
  return {
    linear: createLinearExpert(),
    attention: createAttention(columnCount),
    trust,
    favourWeights: createWeights(contexts * FAVOUR_SELECTORS),
    confidence: createConfidenceMap(),
  };
}

/** What the experts say of one row. Reused: valid until the next call. */
export const opinion = {
  row: { keys: new Int32Array(16), day: 0, amount: 0 } satisfies LookingRow,
  /** How often the payee was seen: never, once, to 4, to 9, to 29, more. */
  seenBucket: 0,
  /** 1 + the label that attention favours, 0 for none. */
  favour: 0,
  /** ln p of each candidate. */
  linear: new Float64Array(256),
  attention: new Float64Array(256),
};

export interface Seen {
  hashes: RowHashes;
  /** YYYY-MM-DD. */
  date: string;
  columnKeys: Int32Array;
  columnCount: number;
  /** How often the payee was seen. */
  payeeSeen: number;
  labelCount: number;
}

/** Looks at a row before its candidates are known. */
export function consult(experts: Experts, { hashes, date, columnKeys, columnCount, ...seen }: Seen): void {
  const { row } = opinion;
  row.day = Math.floor(Date.parse(date) / DAY_MS) || 0;
  row.amount = hashes.logAmount;
  row.keys.set([hashes.payee, hashes.firstWord, hashes.exact, mix(hashes.payee, hashes.coarse)]);
  for (let column = 0; column < columnCount; column++) row.keys[4 + column] = columnKeys[column] ?? 0;
  opinion.seenBucket = bucketOfSeen(seen.payeeSeen);
  gatherText(hashes, columnKeys, columnCount);
  attend(experts.attention, row);
  const top = mostVoted(seen.labelCount);
  opinion.favour = top < 0 ? 0 : 1 + (top & (FAVOURED - 1));
}

export function bucketOfSeen(seen: number): number {
  return seen === 0 ? 0 : seen === 1 ? 1 : seen <= 4 ? 2 : seen <= 9 ? 3 : seen <= 29 ? 4 : 5;
}

/** Labels that attention saw: they are candidates. */
export function forEachVotedLabel(call: (label: number) => void): void {
  for (let index = 0; index < looked.count; index++) call(looked.labels[index] ?? 0);
}

interface Candidates {
  candidates: Int32Array;
  count: number;
  logRates: Float64Array;
  z: Float64Array;
}

/** Below this an expert's log is taken as this: it may doubt, but not forbid. */
const FLOOR = -9;

/** Adds what the experts say to the score of each candidate. */
export function addOpinions(
  experts: Experts,
  scores: Candidates,
  positionOf: (label: number) => number,
): void {
  const { count, z, logRates } = scores;
  if (opinion.linear.length < z.length) {
    opinion.linear = new Float64Array(z.length);
    opinion.attention = new Float64Array(z.length);
  }
  const { linear, attention } = opinion;
  scoreText(experts.linear, scores, linear);
  scoreVotes(scores, positionOf, attention);
  const [ofLinear, ofAttention, ofRate] = [LINEAR, ATTENTION, RATE].map((expert) => trustIn(experts, expert));
  for (let position = 0; position < count; position++) {
    const floored = Math.max(FLOOR, linear[position] ?? 0);
    linear[position] = floored;
    z[position] =
      (z[position] ?? 0) +
      (ofLinear ?? 0) * floored +
      (ofAttention ?? 0) * (attention[position] ?? 0) +
      (ofRate ?? 0) * (logRates[position] ?? 0);
  }
}

const ownTrust = (expert: number) => (3 * (1 + opinion.seenBucket) + expert) * 2;

/** What one expert's ln p is multiplied by, for the row last consulted about. */
function trustIn({ trust }: Experts, expert: number): number {
  return (trust[expert * 2] ?? 0) + (trust[ownTrust(expert)] ?? 0);
}

/** What each part adds to the score of a label; one that is no candidate, position -1, is taken at the floor. */
export function opinionOf(
  experts: Experts,
  { position, logRate }: { position: number; logRate: number },
): { linear: number; attention: number; rate: number } {
  return {
    linear: trustIn(experts, LINEAR) * (opinion.linear[position] ?? FLOOR),
    attention: trustIn(experts, ATTENTION) * (opinion.attention[position] ?? FLOOR),
    rate: trustIn(experts, RATE) * logRate,
  };
}

/** Moves the trust against the gradient of the mixture's log loss; `residuals` are by candidate. */
export function updateTrust(
  { trust }: Experts,
  { count, logRates }: Candidates,
  residuals: Float64Array,
): void {
  const gradient = [0, 0, 0];
  for (let position = 0; position < count; position++) {
    const residual = residuals[position] ?? 0;
    gradient[LINEAR] = (gradient[LINEAR] ?? 0) + residual * (opinion.linear[position] ?? 0);
    gradient[ATTENTION] = (gradient[ATTENTION] ?? 0) + residual * (opinion.attention[position] ?? 0);
    gradient[RATE] = (gradient[RATE] ?? 0) + residual * (logRates[position] ?? 0);
  }
  gradient.forEach((value, expert) => {
    if (expert !== RATE) step(trust, expert * 2, value);
    step(trust, ownTrust(expert), value);
  });
}

/** Each expert learns the true label by a loss of its own; the row is remembered. `rate` is the label's q. */
export function teachExperts(
  { linear, attention }: Experts,
  count: number,
  truth: { label: number; position: number; rate: number },
): void {
  learnText(linear, count, truth);
  learnVotes(attention, truth);
  rememberLabelled(attention, opinion.row, truth.label);
}
