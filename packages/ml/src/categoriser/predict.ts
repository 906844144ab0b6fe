import { calibrate, gatherGrounds, judge } from './calibrator.ts';
import { chanceOf, choose, type Asked, type Choice } from './choice.ts';
import { findSlot, LABELS_A_SLOT, SLOT_WORDS } from './count-table.ts';
import { readExactOf, readExactTotal } from './exact-counts.ts';
import { extractFeatures, SUBJECT_PAYEE, type Features } from './features.ts';
import { judgementOf } from './judgement.ts';
import { namesakes } from './labels.ts';
import type { Judgement } from './late-label.ts';
import type { Categoriser } from './model.ts';
import type { CategoriserRow } from './row.ts';
import { scoreRow, type Scores } from './score.ts';

export type Prediction =
  | { status: 'no_labels' }
  | {
      /** The label asked about is one that the model has nothing on. */
      status: 'unknown_label';
      /** What the model would say by itself, of what is not left out; null where it knows nothing else. */
      likeliest: string | null;
      leftOut: string[];
    }
  | {
      status: 'predicted';
      label: string;
      /** What the model would say by itself, of what is not left out; null where it knows nothing else. */
      likeliest: string | null;
      /** Calibrated probability that the label is right, among those not left out. */
      confidence: number;
      /** Labels that were left out and had a say. */
      leftOut: string[];
      /** Additive score of the label less that of the next best: what `explain` explains. */
      score: number;
      /** Most probable first, the label itself included; probabilities before calibration. */
      alternatives: { label: string; probability: number }[];
      /** How often the payee was labelled; null where the exact counts could not hold it. */
      payeeSeen: number | null;
      /** Exact label counts of the payee, most frequent first. */
      payeeShares: { label: string; count: number }[];
      /** Labels learned in all. */
      labelCount: number;
      /** Where it was asked for. */
      judgement?: Judgement;
    };

const ALTERNATIVES = 5;

/** Predicts the label of a row. Changes nothing. O(contexts). */
export function predict(model: Categoriser, row: CategoriserRow, asked: Asked = {}): Prediction {
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  return predictFrom({ model, features, scores }, choose(model, scores, asked), asked);
}

/** A row with its scores; the features are those of the row that was scored. */
export interface ScoredFeatures {
  model: Categoriser;
  features: Features;
  scores: Scores;
}

/** What scores say of the label chosen. */
export function predictFrom(scored: ScoredFeatures, choice: Choice, asked: Asked): Prediction {
  const { model, features, scores } = scored;
  const { position, rival, leftOut, isPlain } = choice;
  const label = model.labels[scores.candidates[position] ?? -1];
  const likeliest = model.labels[scores.candidates[choice.likeliest] ?? -1] ?? null;
  if (label === undefined) {
    return asked.label === undefined
      ? { status: 'no_labels' }
      : { status: 'unknown_label', likeliest, leftOut };
  }
  const grounds = gatherGrounds(model, features, scores);
  const judged = judge(model.calibrator, grounds);
  const calibrated = calibrate(model, judged);
  return {
    ...{ status: 'predicted', label, likeliest, leftOut },
    confidence: isPlain ? calibrated : chanceOf(scores, choice, { calibrated, labels: model.labels }),
    score: (scores.z[position] ?? 0) - (scores.z[rival] ?? 0),
    alternatives: mostProbable(model, scores, asked.leaveOut),
    payeeSeen: readExactTotal(model.exact, features.subjects[SUBJECT_PAYEE] ?? 0),
    payeeShares: sharesOfPayee(model, features),
    labelCount: model.learned,
    ...(asked.withJudgement && { judgement: judgementOf(model, grounds, judged) }),
  };
}

function mostProbable(
  model: Categoriser,
  { count, candidates, probabilities }: Scores,
  leaveOut: Asked['leaveOut'],
) {
  const best: number[] = [];
  for (let position = 0; position < count; position++) {
    if (leaveOut?.has(model.labels[candidates[position] ?? 0] ?? '')) continue;
    let at = best.length;
    while (at > 0 && (probabilities[position] ?? 0) > (probabilities[best[at - 1] ?? 0] ?? 0)) at -= 1;
    if (at >= ALTERNATIVES) continue;
    best.splice(at, 0, position);
    if (best.length > ALTERNATIVES) best.pop();
  }
  return best.map((position) => ({
    label: model.labels[candidates[position] ?? 0] ?? '',
    probability: probabilities[position] ?? 0,
  }));
}

/** Exact counts of the labels that the payee's slot still knows. */
function sharesOfPayee(model: Categoriser, features: Features): { label: string; count: number }[] {
  const slot = findSlot(model.table, features.keys[0] ?? 0);
  if (slot < 0) return [];
  const shares: { label: string; count: number }[] = [];
  for (let index = slot * SLOT_WORDS; index < slot * SLOT_WORDS + LABELS_A_SLOT; index++) {
    const label = model.table.words[index] ?? -1;
    if (label < 0) continue;
    const count = readExactOf(model.exact, features.subjects[SUBJECT_PAYEE] ?? 0, namesakes(model, label));
    if (count !== null && count > 0) shares.push({ label: model.labels[label] ?? '', count });
  }
  return shares.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}
