import { calibrate, updateCalibrator } from './calibrator.ts';
import { countLabel, growWhenFull, LABELS, LABELS_A_SLOT, findSlot, replaceLabel } from './count-table.ts';
import { countExact, readExactOf } from './exact-counts.ts';
import {
  extractFeatures,
  SUBJECT_AMOUNT,
  SUBJECT_COLUMN,
  SUBJECT_PAYEE,
  SUBJECT_WORD,
  type Features,
} from './features.ts';
import { growHistory, remember } from './history.ts';
import { updateMixer } from './mixer.ts';
import { indexOfLabel, liveLabel, lookUp, type Categoriser } from './model.ts';
import type { CategoriserRow } from './row.ts';
import { scoreRow, type Scores } from './score.ts';

export type Prediction =
  | { status: 'no_labels' }
  | {
      status: 'predicted';
      label: string;
      /** Calibrated probability that the label is right. */
      confidence: number;
      /** Most probable first, the label itself included; probabilities before calibration. */
      alternatives: { label: string; probability: number }[];
      /** Exact label counts of the payee, most frequent first. */
      payeeShares: { label: string; count: number }[];
      /** Labels learned in all. */
      labelCount: number;
    };

const ALTERNATIVES = 5;

/** Predicts the label of a row. Changes nothing. O(contexts + labels). */
export function predict(model: Categoriser, row: CategoriserRow): Prediction {
  return predictScored(model, row).prediction;
}

type Scored =
  | { prediction: Extract<Prediction, { status: 'no_labels' }>; scores: null }
  | { prediction: Extract<Prediction, { status: 'predicted' }>; features: Features; scores: Scores };

/** The prediction with what it was made from; features and scores are valid until the next call. */
export function predictScored(model: Categoriser, row: CategoriserRow): Scored {
  if (!model.fates.includes(-1)) return { prediction: { status: 'no_labels' }, scores: null };
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  const confidence = calibrate(model, features, scores);
  const prediction = {
    status: 'predicted' as const,
    label: model.labels[scores.top] ?? '',
    confidence,
    alternatives: mostProbable(model, scores.probabilities),
    payeeShares: sharesOfPayee(model, features),
    labelCount: model.learned,
  };
  return { prediction, features, scores };
}

function mostProbable({ labels, fates }: Categoriser, probabilities: Float64Array) {
  const best: number[] = [];
  for (let label = 0; label < labels.length; label++) {
    if (fates[label] !== -1) continue;
    let at = best.length;
    while (at > 0 && (probabilities[label] ?? 0) > (probabilities[best[at - 1] ?? 0] ?? 0)) at -= 1;
    if (at >= ALTERNATIVES) continue;
    best.splice(at, 0, label);
    if (best.length > ALTERNATIVES) best.pop();
  }
  return best.map((label) => ({ label: labels[label] ?? '', probability: probabilities[label] ?? 0 }));
}

/** Exact counts of the labels that the payee's slot still knows. */
function sharesOfPayee(model: Categoriser, features: Features): { label: string; count: number }[] {
  const slot = findSlot(model.table, features.keys[0] ?? 0);
  if (slot < 0) return [];
  const shares = new Map<number, number>();
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const label = model.table.words[slot + LABELS + index] ?? -1;
    const live = label < 0 ? -1 : liveLabel(model, label);
    if (live < 0) continue;
    const count = readExactOf(model.exact, features.subjects[SUBJECT_PAYEE] ?? 0, namesakes(model, live));
    if (count !== null && count > 0) shares.set(live, count);
  }
  return [...shares]
    .map(([label, count]) => ({ label: model.labels[label] ?? '', count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** A label and all that were merged into it. */
export function namesakes(model: Categoriser, live: number): number[] {
  if (model.fates.every((fate) => fate < 0)) return [live];
  return model.labels.flatMap((_, label) => (liveLabel(model, label) === live ? [label] : []));
}

const RATE_DECAY = 0.9995;
const RESCALE_AT = 1e9;

/** What was predicted before a label was learned; null when there was nothing to predict from. */
export type Foresight = { label: string; confidence: number } | null;

/**
 * Predicts first, then learns the true label: mixer, calibrator, counts. Returns what was predicted.
 * Deterministic: the same rows in the same order give the same model, bit for bit. O(contexts + labels).
 */
export function learn(model: Categoriser, row: CategoriserRow, labelName: string): Foresight {
  const hadLabels = model.learned > 0;
  const label = reviveLabel(model, indexOfLabel(model, labelName));
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  const isHit = scores.top === label;
  const confidence = hadLabels ? calibrate(model, features, scores) : 0;
  const foresight = hadLabels ? { label: model.labels[scores.top] ?? '', confidence } : null;
  updateCalibrator(model, features, { scores, isHit });
  updateMixer(model, features, { scores, label });
  for (let context = 0; context < features.contextCount; context++) {
    const key = features.keys[context] ?? 0;
    if (key !== 0) countLabel(model.table, key, label);
  }
  growWhenFull(model.table);
  rememberRow(model, features, { label, isHit });
  countRate(model, label);
  model.learned += 1;
  return foresight;
}

/** A label that comes again after it was removed or merged is live again. */
function reviveLabel(model: Categoriser, label: number): number {
  model.fates[label] = -1;
  return label;
}

const HISTORY_MAX_LOG2 = 17;

function rememberRow(model: Categoriser, features: Features, event: { label: number; isHit: boolean }): void {
  const { payees, columnValues, exact } = model;
  remember(payees, features.payeeKey, event);
  for (let column = 0; column < model.columns.length; column++) {
    remember(columnValues, features.columnKeys[column] ?? 0, { label: event.label, isHit: null });
    countExact(exact, features.subjects[SUBJECT_COLUMN + column] ?? 0, event.label);
  }
  for (const subject of [SUBJECT_PAYEE, SUBJECT_WORD, SUBJECT_AMOUNT]) {
    countExact(exact, features.subjects[subject] ?? 0, event.label);
  }
  for (const history of [payees, columnValues]) {
    if (history.used * 2 > 2 ** history.log2 && history.log2 < HISTORY_MAX_LOG2) growHistory(history);
  }
}

function countRate(model: Categoriser, label: number): void {
  model.rateIncrement /= RATE_DECAY;
  model.rates[label] = (model.rates[label] ?? 0) + model.rateIncrement;
  model.rateTotal += model.rateIncrement;
  if (model.rateIncrement < RESCALE_AT) return;
  for (let index = 0; index < model.rates.length; index++) {
    model.rates[index] = (model.rates[index] ?? 0) / model.rateIncrement;
  }
  model.rateTotal /= model.rateIncrement;
  model.rateIncrement = 1;
}

/** What was learned under `from` counts as `into` from now on. */
export function mergeLabels(model: Categoriser, from: string, into: string): void {
  const source = lookUp(model).get(from);
  if (source === undefined || from === into) return;
  const target = indexOfLabel(model, into);
  if (liveLabel(model, target) === source) return;
  model.fates[source] = target;
  replaceEverywhere(model, source, target);
  model.rates[target] = (model.rates[target] ?? 0) + (model.rates[source] ?? 0);
  model.rates[source] = 0;
}

/** The label is never predicted again, unless it is seen again. */
export function removeLabel(model: Categoriser, label: string): void {
  const index = lookUp(model).get(label);
  if (index === undefined) return;
  model.fates[index] = -2;
  replaceEverywhere(model, index, -1);
  model.rateTotal -= model.rates[index] ?? 0;
  model.rates[index] = 0;
}

function replaceEverywhere(model: Categoriser, from: number, into: number): void {
  replaceLabel(model.table, from, into);
  for (const { last } of [model.payees, model.columnValues]) {
    for (let index = 0; index < last.length; index++) if (last[index] === from) last[index] = into;
  }
}
