import { foldConfidence, mapConfidence } from './confidence-map.ts';
import { bucketOfSeen, opinion } from './experts.ts';
import type { Features } from './features.ts';
import { CALIBRATOR_INPUTS, type Calibrator, type Categoriser } from './model.ts';
import type { Scores } from './score.ts';

/** What the chance that the top label is right is judged by. */
export interface Grounds {
  /** 14 numbers, with experts 18. */
  inputs: Float64Array;
  /** Number of the label, and the lines of the biases by payee and by the last column's value, which is -1 without columns. */
  label: number;
  payee: number;
  column: number;
}

const RATE = 0.02;
const FLOOR = 1e-4;

/** Reused: valid until the next call. */
const grounds = { inputs: new Float64Array(CALIBRATOR_INPUTS), label: 0, payee: 0, column: -1 };

export function gatherGrounds(model: Categoriser, features: Features, scores: Scores): Grounds {
  const p1 = Math.min(1 - FLOOR, Math.max(FLOOR, scores.probabilities[scores.top] ?? 0));
  const p2 = scores.second < 0 ? FLOOR : Math.max(FLOOR, scores.probabilities[scores.second] ?? 0);
  const { payeeSlot } = features;
  const seen = payeeSlot < 0 ? 0 : (model.payees.seen[payeeSlot] ?? 0);
  const hitRate = payeeSlot < 0 ? 0.5 : (model.payees.hitRate[payeeSlot] ?? 0.5);
  const { inputs } = grounds;
  inputs.fill(0);
  inputs[0] = 1;
  inputs[1] = Math.log(p1 / (1 - p1));
  inputs[2] = 0.5 * Math.log(p1 / p2);
  inputs[3] = Math.log(p1);
  inputs[4] = hitRate - 0.5;
  inputs[5] = Math.log(hitRate + 0.05);
  inputs[6] = scores.agreement - 0.5;
  inputs[7 + bucketOfSeen(seen)] = 1;
  if (model.experts) gatherOpinions(inputs, scores);
  grounds.label = scores.candidates[scores.top] ?? 0;
  grounds.payee = features.payeeSelector;
  grounds.column = model.columns.length > 0 ? features.columnSelector : -1;
  return grounds;
}

function gatherOpinions(inputs: Float64Array, { top, second }: Scores): void {
  const { linear, attention } = opinion;
  inputs[14] = linear[top] ?? 0;
  inputs[15] = attention[top] ?? 0;
  if (second < 0) return;
  inputs[16] = 0.5 * ((linear[top] ?? 0) - (linear[second] ?? 0));
  inputs[17] = 0.5 * ((attention[top] ?? 0) - (attention[second] ?? 0));
}

/** The calibrated probability that the top label is right, of what was judged. */
export function calibrate({ experts }: Categoriser, judged: number): number {
  return experts ? mapConfidence(experts.confidence, judged) : judged;
}

/** By logistic regression on what is known of the row. */
export function judge({ weights, labelBias, payeeBias, columnBias }: Calibrator, about: Grounds): number {
  let logit = (labelBias[about.label] ?? 0) + (payeeBias[about.payee] ?? 0);
  if (about.column >= 0) logit += columnBias[about.column] ?? 0;
  for (let index = 0; index < weights.length; index++) {
    logit += (weights[index] ?? 0) * (about.inputs[index] ?? 0);
  }
  return 1 / (1 + Math.exp(-logit));
}

/** One step of logistic regression on whether the top label was right; the curve learns it of the confidence that was `judged`. */
export function updateCalibrator(
  { calibrator, experts }: Categoriser,
  about: Grounds,
  { judged, isHit }: { judged: number; isHit: boolean },
): void {
  const { weights, labelBias, payeeBias, columnBias } = calibrator;
  if (experts) foldConfidence(experts.confidence, judged, isHit);
  const residual = RATE * (judge(calibrator, about) - (isHit ? 1 : 0));
  for (let index = 0; index < weights.length; index++) {
    weights[index] = (weights[index] ?? 0) - residual * (about.inputs[index] ?? 0);
  }
  labelBias[about.label] = (labelBias[about.label] ?? 0) - residual;
  payeeBias[about.payee] = (payeeBias[about.payee] ?? 0) - residual;
  if (about.column >= 0) columnBias[about.column] = (columnBias[about.column] ?? 0) - residual;
}
