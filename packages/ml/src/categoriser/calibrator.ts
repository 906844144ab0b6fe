import { foldConfidence, mapConfidence } from './confidence-map.ts';
import { bucketOfSeen, opinion } from './experts.ts';
import type { Features } from './features.ts';
import { CALIBRATOR_INPUTS, type Categoriser } from './model.ts';
import type { Scores } from './score.ts';

const RATE = 0.02;
const FLOOR = 1e-4;

const inputs = new Float64Array(CALIBRATOR_INPUTS);

/** What the chance that the top label is right is judged by. Reused until the next call. */
function gatherInputs(model: Categoriser, features: Features, scores: Scores): Float64Array {
  const p1 = Math.min(1 - FLOOR, Math.max(FLOOR, scores.probabilities[scores.top] ?? 0));
  const p2 = scores.second < 0 ? FLOOR : Math.max(FLOOR, scores.probabilities[scores.second] ?? 0);
  const { payeeSlot } = features;
  const seen = payeeSlot < 0 ? 0 : (model.payees.seen[payeeSlot] ?? 0);
  const hitRate = payeeSlot < 0 ? 0.5 : (model.payees.hitRate[payeeSlot] ?? 0.5);
  inputs.fill(0);
  inputs[0] = 1;
  inputs[1] = Math.log(p1 / (1 - p1));
  inputs[2] = 0.5 * Math.log(p1 / p2);
  inputs[3] = Math.log(p1);
  inputs[4] = hitRate - 0.5;
  inputs[5] = Math.log(hitRate + 0.05);
  inputs[6] = scores.agreement - 0.5;
  inputs[7 + bucketOfSeen(seen)] = 1;
  if (model.experts) gatherOpinions(scores);
  return inputs;
}

function gatherOpinions({ top, second }: Scores): void {
  const { linear, attention } = opinion;
  inputs[14] = linear[top] ?? 0;
  inputs[15] = attention[top] ?? 0;
  if (second < 0) return;
  inputs[16] = 0.5 * ((linear[top] ?? 0) - (linear[second] ?? 0));
  inputs[17] = 0.5 * ((attention[top] ?? 0) - (attention[second] ?? 0));
}

/** The calibrated probability that the top label is right. */
export function calibrate(model: Categoriser, features: Features, scores: Scores): number {
  const confidence = judge(model, features, scores);
  return model.experts ? mapConfidence(model.experts.confidence, confidence) : confidence;
}

/** By logistic regression on what is known of the row. */
function judge(model: Categoriser, features: Features, scores: Scores): number {
  const { weights, labelBias, payeeBias, columnBias } = model.calibrator;
  const values = gatherInputs(model, features, scores);
  let logit = (labelBias[scores.candidates[scores.top] ?? 0] ?? 0) + (payeeBias[features.payeeSelector] ?? 0);
  if (model.columns.length > 0) logit += columnBias[features.columnSelector] ?? 0;
  for (let index = 0; index < weights.length; index++) logit += (weights[index] ?? 0) * (values[index] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

/** One step of logistic regression on whether the top label was right. */
export function updateCalibrator(
  model: Categoriser,
  features: Features,
  { scores, isHit }: { scores: Scores; isHit: boolean },
): void {
  const { weights, labelBias, payeeBias, columnBias } = model.calibrator;
  const confidence = judge(model, features, scores);
  if (model.experts) foldConfidence(model.experts.confidence, confidence, isHit);
  const residual = RATE * (confidence - (isHit ? 1 : 0));
  for (let index = 0; index < weights.length; index++) {
    weights[index] = (weights[index] ?? 0) - residual * (inputs[index] ?? 0);
  }
  const top = scores.candidates[scores.top] ?? 0;
  labelBias[top] = (labelBias[top] ?? 0) - residual;
  payeeBias[features.payeeSelector] = (payeeBias[features.payeeSelector] ?? 0) - residual;
  if (model.columns.length > 0)
    columnBias[features.columnSelector] = (columnBias[features.columnSelector] ?? 0) - residual;
}
