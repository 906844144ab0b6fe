import { attend, learnVotes, looked, mostVoted, scoreVotes } from './attend.ts';
import { createAttention, rememberLabelled, type Attention, type LookingRow } from './attention.ts';
import { createConfidenceMap, type ConfidenceMap } from './confidence-map.ts';
import { mix } from './hashing.ts';
import { createLinearExpert, gatherText, learnText, scoreText, type LinearExpert } from './linear-expert.ts';
import type { RowHashes } from './row-hashes.ts';
import {
  chosen,
  createSelectedWeights,
  favourOf,
  firstColumnOf,
  SEEN_BUCKETS,
  type SelectedWeights,
} from './selected-weights.ts';
import { createWeights, step, stepQuickly, type Weights } from './weights.ts';

/** What a model has beside its counts, and how far it trusts each. */
export interface Experts {
  linear: LinearExpert;
  attention: Attention;
  /** Of ln p by the linear expert, by attention, and of ln q: one each, then one each by how often the payee was seen. */
  trust: Weights;
  selected: SelectedWeights;
  confidence: ConfidenceMap;
}

/** Of ln(1 + major units), for attention. */
const AMOUNT_STEPS = 256;
const DAY_MS = 86_400_000;
/** A payee that was often seen teaches the regression less: its rows are known by their counts. */
const TEXT_LESSONS = [1, 1, 0.8, 0.7, 0.5, 0.3];
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
    selected: createSelectedWeights(contexts),
    confidence: createConfidenceMap(),
  };
}

/** What the experts say of one row. Reused: valid until the next call. */
export const opinion = {
  row: { keys: new Int32Array(16), day: 0, amount: 0 } satisfies LookingRow,
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
  contextCount: number;
}

/** Looks at a row before its candidates are known. */
export function consult(experts: Experts, { hashes, date, columnKeys, columnCount, ...seen }: Seen): void {
  const { row } = opinion;
  row.day = Math.floor(Date.parse(date) / DAY_MS) || 0;
  row.amount = Math.round(hashes.logAmount * AMOUNT_STEPS);
  row.keys[0] = hashes.payee;
  row.keys[1] = hashes.firstWord;
  row.keys[2] = hashes.exact;
  row.keys[3] = mix(hashes.payee, hashes.coarse);
  for (let column = 0; column < columnCount; column++) row.keys[4 + column] = columnKeys[column] ?? 0;
  chosen.width = seen.contextCount;
  chosen.seen = bucketOfSeen(seen.payeeSeen);
  chosen.firstColumn = columnCount < 2 ? -1 : firstColumnOf(columnKeys[0] ?? 0);
  gatherText(hashes, columnKeys, columnCount);
  attend(experts.attention, row, seen.labelCount);
  chosen.favour = favourOf(mostVoted());
}

export function bucketOfSeen(seen: number): number {
  return seen === 0 ? 0 : seen === 1 ? 1 : seen <= 4 ? 2 : seen <= 9 ? 3 : seen <= 29 ? 4 : 5;
}

/** Labels that attention saw: they are candidates. */
export function forEachVotedLabel(call: (label: number) => void): void {
  for (let index = 0; index < looked.labelCount; index++) call(looked.distinct[index] ?? 0);
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
  const ofLinear = trustIn(experts, LINEAR);
  const ofAttention = trustIn(experts, ATTENTION);
  const ofRate = trustIn(experts, RATE);
  for (let position = 0; position < count; position++) {
    const floored = Math.max(FLOOR, linear[position] ?? 0);
    linear[position] = floored;
    z[position] =
      (z[position] ?? 0) +
      ofLinear * floored +
      ofAttention * (attention[position] ?? 0) +
      ofRate * (logRates[position] ?? 0);
  }
}

const ownTrust = (expert: number) => (3 * (1 + chosen.seen) + expert) * 2;

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
  const { linear, attention } = opinion;
  let [ofLinear, ofAttention, ofRate] = [0, 0, 0];
  for (let position = 0; position < count; position++) {
    const residual = residuals[position] ?? 0;
    ofLinear += residual * (linear[position] ?? 0);
    ofAttention += residual * (attention[position] ?? 0);
    ofRate += residual * (logRates[position] ?? 0);
  }
  step(trust, LINEAR * 2, ofLinear);
  step(trust, ATTENTION * 2, ofAttention);
  stepQuickly(trust, ownTrust(LINEAR), ofLinear);
  stepQuickly(trust, ownTrust(ATTENTION), ofAttention);
  stepQuickly(trust, ownTrust(RATE), ofRate);
}

/** Each expert learns the true label by a loss of its own; the row is remembered. `rate` is the label's q. */
export function teachExperts(
  { linear, attention }: Experts,
  count: number,
  truth: { label: number; position: number; rate: number },
): void {
  learnText(linear, count, { ...truth, weight: TEXT_LESSONS[chosen.seen] ?? 1 });
  learnVotes(attention, truth);
  rememberLabelled(attention, opinion.row, truth.label);
}
