import { namesakes, predictScored, type Prediction } from './categoriser.ts';
import { describeContexts, type TermKind } from './columns.ts';
import { COUNTS, LABELS, LABELS_A_SLOT, LAST } from './count-table.ts';
import { readExactOf, readExactTotal } from './exact-counts.ts';
import {
  extractFeatures,
  normalise,
  SUBJECT_AMOUNT,
  SUBJECT_COLUMN,
  SUBJECT_PAYEE,
  SUBJECT_WORD,
  type Features,
} from './features.ts';
import { AMOUNT_SELECTORS, BUCKETS, lookUp, PAYEE_SELECTORS, type Categoriser } from './model.ts';
import type { CategoriserRow } from './row.ts';
import { LAST_SCALE, scoreRow, type Scores } from './score.ts';

/** What one thing that the model looked at adds to the score. */
export interface ExplanationTerm {
  kind: TermKind;
  /** The payee, the word, `column=value`; empty where the kind says all. */
  subject: string;
  contribution: number;
  /** Of `total` rows that shared this, so many had the label: exact, or null where it is not held. */
  matching: number | null;
  total: number | null;
}

export interface ScoreExplanation {
  label: string;
  /** The label it is held against: the most probable other one; null where there is none. */
  rival: string | null;
  base: number;
  terms: ExplanationTerm[];
  /** The log-odds of the label against its rival before calibration: base plus all contributions. */
  score: number;
}

/**
 * Explains the score of a label, exactly: the model is additive, so the terms are the score, not an
 * approximation of it. score = z(label) - z(rival); base is bias and label rate, each term the sum of
 * what the contexts of its kind add to the one less what they add to the other.
 */
export function explain(model: Categoriser, row: CategoriserRow, label: string): ScoreExplanation {
  const features = extractFeatures(model, row);
  return explainScores({ model, features, row }, scoreRow(model, features), label);
}

/** Predicts and explains the prediction from one scoring. */
export function predictExplained(
  model: Categoriser,
  row: CategoriserRow,
): { prediction: Prediction; explanation: ScoreExplanation | null } {
  const scored = predictScored(model, row);
  if (scored.prediction.status === 'no_labels' || !scored.scores)
    return { prediction: scored.prediction, explanation: null };
  const { prediction, features, scores } = scored;
  return { prediction, explanation: explainScores({ model, features, row }, scores, prediction.label) };
}

function explainScores({ model, features, row }: About, scores: Scores, label: string): ScoreExplanation {
  const chosen = lookUp(model).get(label) ?? -1;
  const rival = scores.top === chosen ? scores.second : scores.top;
  const groups = new Map<string, ExplanationTerm>();
  const contexts = describeContexts(model.columns.length);
  for (let context = 0; context < features.contextCount; context++) {
    const about = contexts[context];
    if (!about || (scores.slots[context] ?? -1) < 0) continue;
    const contribution =
      shareOf({ model, features, scores, context }, chosen) -
      shareOf({ model, features, scores, context }, rival);
    const key = about.kind === 'context' ? `context ${about.column}` : about.kind;
    const group = groups.get(key) ?? {
      ...countsOf({ model, features, row }, about, chosen),
      contribution: 0,
    };
    group.contribution += contribution;
    groups.set(key, group);
  }
  const base = baseOf(model, scores, chosen) - baseOf(model, scores, rival);
  const terms = [...groups.values()].filter((term) => term.contribution !== 0);
  terms.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const score = (scores.z[chosen] ?? 0) - (rival < 0 ? 0 : (scores.z[rival] ?? 0));
  return { label, rival: rival < 0 ? null : (model.labels[rival] ?? null), base, terms, score };
}

function baseOf({ bias, prior }: Categoriser, { logRate }: Scores, label: number): number {
  if (label < 0) return 0;
  return (bias.value[label] ?? 0) + (prior.value[0] ?? 0) * (logRate[label] ?? 0);
}

interface At {
  model: Categoriser;
  features: Features;
  scores: Scores;
  context: number;
}

/** What one context adds to the score of one label. */
function shareOf({ model, features, scores, context }: At, label: number): number {
  if (label < 0) return 0;
  const { words, floats } = model.table;
  const slot = scores.slots[context] ?? 0;
  const bucket = scores.buckets[context] ?? 0;
  let share = 0;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    if (words[slot + LABELS + index] !== label || floats[slot + COUNTS + index] === 0) continue;
    const weight =
      (model.context.value[context] ?? 0) +
      (model.contextBucket.value[context * BUCKETS + bucket] ?? 0) +
      (model.contextPayee.value[context * PAYEE_SELECTORS + features.payeeSelector] ?? 0) +
      (model.contextAmount.value[context * AMOUNT_SELECTORS + features.amountSelector] ?? 0) +
      (model.contextLabel.value[context * model.labelRoom + label] ?? 0);
    share += weight * (scores.evidence[context * LABELS_A_SLOT + index] ?? 0);
  }
  if (words[slot + LAST] !== label) return share;
  const last = (model.last.value[context] ?? 0) + (model.lastBucket.value[context * BUCKETS + bucket] ?? 0);
  return share + LAST_SCALE * last;
}

interface About {
  model: Categoriser;
  features: Features;
  row: CategoriserRow;
}

function countsOf(
  { model, features, row }: About,
  { kind, column }: { kind: TermKind; column: number },
  label: number,
): Omit<ExplanationTerm, 'contribution'> {
  const subjects: Partial<Record<TermKind, [index: number, name: string]>> = {
    payee: [SUBJECT_PAYEE, row.payee],
    words: [SUBJECT_WORD, features.words[0] ?? ''],
    amount: [SUBJECT_AMOUNT, ''],
    context: [
      SUBJECT_COLUMN + column,
      `${model.columns[column] ?? ''}=${row.context[model.columns[column] ?? ''] ?? ''}`,
    ],
    payee_amount: [-1, normalise(row.payee)],
  };
  const [index, name] = subjects[kind] ?? [-1, ''];
  if (index < 0 || label < 0) return { kind, subject: name, matching: null, total: null };
  const subject = features.subjects[index] ?? 0;
  return {
    kind,
    subject: name,
    matching: readExactOf(model.exact, subject, namesakes(model, label)),
    total: readExactTotal(model.exact, subject),
  };
}
