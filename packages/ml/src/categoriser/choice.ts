import { lookUp, type Categoriser } from './model.ts';
import type { Scores } from './score.ts';

/** What is asked of a model beside the row. */
export interface Asked {
  /** Labels that are not to be predicted, whatever speaks for them. */
  leaveOut?: ReadonlySet<string>;
  /** The label to speak of instead of the likeliest. */
  label?: string;
  /** Whether to say what the confidence was judged by, for `learnLate`. */
  withJudgement?: boolean;
}

/** Which label is spoken of, against which, and what was left out for it. */
export interface Choice {
  /** The label, -1 for one that the model does not know. */
  label: number;
  /** Where it stands among the candidates, -1 where it is none. */
  position: number;
  /** Positions of the likeliest of those that are not left out, and of the one that the label is held against. */
  likeliest: number;
  rival: number;
  /** Labels left out that had a say: asked again without just these, the model says the same, bit for bit. */
  leftOut: string[];
  /** Whether nothing was asked that changes what the model says by itself. */
  isPlain: boolean;
}

/** A label left out with a smaller share than this takes nothing noticeable from the others. */
const LEAST_SHARE = 1e-4;

/** Finds the label to speak of. O(candidates). */
export function choose(model: Categoriser, scores: Scores, { leaveOut, label }: Asked): Choice {
  if (label === undefined && !isAnyLeftOut(model, scores, leaveOut)) {
    return {
      ...{ label: scores.candidates[scores.top] ?? -1, position: scores.top, likeliest: scores.top },
      ...{ rival: scores.second, leftOut: [], isPlain: true },
    };
  }
  const [likeliest, next] = findBest(model, scores, leaveOut);
  const index = label === undefined ? (scores.candidates[likeliest] ?? -1) : liveIndexOf(model, label);
  const position = label === undefined ? likeliest : positionOf(scores, index);
  const rival = position === likeliest ? next : likeliest;
  const leftOut = namesLeftOut(model, scores, { leaveOut, behind: scores.z[next] ?? -Infinity });
  return { label: index, position, likeliest, rival, leftOut, isPlain: false };
}

const nameAt = (model: Categoriser, scores: Scores, position: number) =>
  model.labels[scores.candidates[position] ?? -1] ?? '';

function isAnyLeftOut(model: Categoriser, scores: Scores, leaveOut: Asked['leaveOut']): boolean {
  if (!leaveOut || leaveOut.size === 0) return false;
  for (let position = 0; position < scores.count; position++) {
    if (leaveOut.has(nameAt(model, scores, position))) return true;
  }
  return false;
}

/** Positions of the two highest scores among what is not left out, -1 where there are none. */
function findBest(
  model: Categoriser,
  scores: Scores,
  leaveOut: Asked['leaveOut'],
): [likeliest: number, next: number] {
  let [likeliest, next] = [-1, -1];
  const scoreAt = (position: number) => (position < 0 ? -Infinity : (scores.z[position] ?? 0));
  for (let position = 0; position < scores.count; position++) {
    if (leaveOut?.has(nameAt(model, scores, position))) continue;
    if (scoreAt(position) > scoreAt(likeliest)) [likeliest, next] = [position, likeliest];
    else if (scoreAt(position) > scoreAt(next)) next = position;
  }
  return [likeliest, next];
}

function liveIndexOf(model: Categoriser, label: string): number {
  const index = lookUp(model).get(label) ?? -1;
  return index >= 0 && model.fates[index] === -1 ? index : -1;
}

function positionOf(scores: Scores, label: number): number {
  for (let position = 0; position < scores.count; position++) {
    if (label >= 0 && scores.candidates[position] === label) return position;
  }
  return -1;
}

function namesLeftOut(
  model: Categoriser,
  scores: Scores,
  { leaveOut, behind }: { leaveOut: Asked['leaveOut']; behind: number },
): string[] {
  const names: string[] = [];
  for (let position = 0; position < scores.count; position++) {
    const name = nameAt(model, scores, position);
    const hasSay =
      (scores.probabilities[position] ?? 0) >= LEAST_SHARE || (scores.z[position] ?? 0) >= behind;
    if (hasSay && leaveOut?.has(name)) names.push(name);
  }
  return names.sort();
}

/**
 * The chance of a candidate among those that are not left out: the calibrated chance of the likeliest of all, the rest shared
 * by score, and divided by what is not left out. confidence = q / (1 - sum of q left out), q of the likeliest its calibrated
 * chance c, of another (1 - c) p / (1 - p of the likeliest).
 */
export function chanceOf(
  scores: Scores,
  { position, leftOut }: Choice,
  { calibrated, labels }: { calibrated: number; labels: readonly string[] },
): number {
  const out = new Set(leftOut);
  const isOut = (at: number) => out.has(labels[scores.candidates[at] ?? -1] ?? '');
  if (isOut(scores.top)) return shareAmong(scores, position, isOut);
  let [others, kept] = [0, 0];
  for (let at = 0; at < scores.count; at++) {
    if (at === scores.top) continue;
    others += scores.probabilities[at] ?? 0;
    if (!isOut(at)) kept += scores.probabilities[at] ?? 0;
  }
  const rest = others > 0 ? (1 - calibrated) / others : 0;
  const own = position === scores.top ? calibrated : rest * (scores.probabilities[position] ?? 0);
  return own / (others > 0 ? calibrated + rest * kept : 1);
}

/** Softmax of the scores that are left, taken from the one asked for, so that none of them is lost to rounding. */
function shareAmong(scores: Scores, position: number, isOut: (at: number) => boolean): number {
  let sum = 0;
  for (let at = 0; at < scores.count; at++) {
    if (!isOut(at)) sum += Math.exp((scores.z[at] ?? 0) - (scores.z[position] ?? 0));
  }
  return 1 / sum;
}
