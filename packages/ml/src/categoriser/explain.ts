import { choose, type Asked } from './choice.ts';
import { describeContexts, type TermKind } from './columns.ts';
import { LABELS_A_SLOT } from './count-table.ts';
import { readExactOf, readExactTotal } from './exact-counts.ts';
import {
  extractFeatures,
  SUBJECT_AMOUNT,
  SUBJECT_COLUMN,
  SUBJECT_PAYEE,
  SUBJECT_WORD,
  type Features,
} from './features.ts';
import { opinionOf, type Experts } from './experts.ts';
import { namesakes } from './labels.ts';
import { LABEL_SELECTORS, lookUp, type Categoriser } from './model.ts';
import type { CategoriserRow } from './row.ts';
import { predictFrom, type Prediction } from './predict.ts';
import { findCandidate, logRateOf, scoreRow, weighContext, weighLast, type Scores } from './score.ts';

/** What one thing that the model looked at adds to the score. */
export interface ExplanationTerm {
  kind: TermKind;
  /** The payee, the word, the amount, `column=value`; empty where the kind says all. */
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
 * Explains the score of a label (of the predicted one, if none is named), exactly: the model is
 * additive, so the terms are the score, not an approximation of it.
 * score = z(label) - z(rival); base is bias and label rate, each term the sum of what the contexts of
 * its kind add to the one less what they add to the other. A label that nothing speaks for scores from
 * its base alone.
 *
 * @throws RangeError for a label that the model does not know, or when it knows none.
 */
export function explain(model: Categoriser, row: CategoriserRow, label?: string): ScoreExplanation {
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  const chosen =
    label === undefined ? (scores.candidates[scores.top] ?? -1) : (lookUp(model).get(label) ?? -1);
  if (chosen < 0 || scores.top < 0) throw new RangeError(`no such label: ${label ?? 'the model knows none'}`);
  const rival = scores.top === findCandidate(chosen) ? scores.second : scores.top;
  return explainFrom({ model, row, features, scores }, chosen, rival);
}

/**
 * `predict` and, of what it says, `explain`: the same values, from one scoring. Asked about a label that the model has never
 * seen, there is nothing to explain.
 */
export function predictAndExplain(
  model: Categoriser,
  row: CategoriserRow,
  asked: Asked = {},
): { prediction: Prediction; explanation: ScoreExplanation | null } {
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  const choice = choose(model, scores, asked);
  const isKnown = scores.top >= 0 && choice.position >= 0;
  return {
    prediction: predictFrom({ model, features, scores }, choice, asked),
    explanation: isKnown ? explainFrom({ model, row, features, scores }, choice.label, choice.rival) : null,
  };
}

interface Scored {
  model: Categoriser;
  row: CategoriserRow;
  features: Features;
  scores: Scores;
}

function explainFrom(
  { model, row, features, scores }: Scored,
  chosen: number,
  rival: number,
): ScoreExplanation {
  const position = findCandidate(chosen);
  const groups = new Map<string, ExplanationTerm>();
  const contexts = describeContexts(model.columns.length);
  for (let context = 0; context < features.contextCount; context++) {
    const about = contexts[context];
    if (!about || (scores.slots[context] ?? -1) < 0) continue;
    const contribution = marginOf({ model, features, scores, context }, position, rival);
    const group = groups.get(about.group);
    if (group) group.contribution += contribution;
    else groups.set(about.group, { ...countsOf({ model, features, row }, about, chosen), contribution });
  }
  if (model.experts) addExpertTerms(model.experts, { position, rival }, groups);
  const base =
    baseOf(model, scores, chosen) - (rival < 0 ? 0 : baseOf(model, scores, scores.candidates[rival] ?? 0));
  const terms = [...groups.values()].filter((term) => term.contribution !== 0);
  terms.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const own = position < 0 ? scoreOfStranger(model, scores, chosen) : (scores.z[position] ?? 0);
  const score = own - (rival < 0 ? 0 : (scores.z[rival] ?? 0));
  return {
    ...{ label: model.labels[chosen] ?? '', base, terms, score },
    rival: rival < 0 ? null : (model.labels[scores.candidates[rival] ?? 0] ?? null),
  };
}

function baseOf(model: Categoriser, scores: Scores, label: number): number {
  const position = findCandidate(label);
  const logRate = position < 0 ? logRateOf(model, label) : (scores.logRates[position] ?? 0);
  const byExperts = model.experts ? opinionOf(model.experts, { position, logRate }).rate : 0;
  return (model.bias[label * 2] ?? 0) + (model.prior[0] ?? 0) * logRate + byExperts;
}

/** What the text says by linear regression, and what like rows say. */
function addExpertTerms(
  experts: Experts,
  { position, rival }: { position: number; rival: number },
  groups: Map<string, ExplanationTerm>,
): void {
  const own = opinionOf(experts, { position, logRate: 0 });
  const other = rival < 0 ? { linear: 0, attention: 0 } : opinionOf(experts, { position: rival, logRate: 0 });
  const term = { subject: '', matching: null, total: null };
  groups.set('wording', { ...term, kind: 'wording', contribution: own.linear - other.linear });
  groups.set('similar', { ...term, kind: 'similar', contribution: own.attention - other.attention });
}

/** The score of a label that is no candidate. */
function scoreOfStranger(model: Categoriser, scores: Scores, label: number): number {
  const base = baseOf(model, scores, label);
  if (!model.experts) return base;
  const { linear, attention } = opinionOf(model.experts, { position: -1, logRate: 0 });
  return base + linear + attention;
}

interface At {
  model: Categoriser;
  features: Features;
  scores: Scores;
  context: number;
}

/** What one context adds to the score of one candidate, less what it adds to that of its rival. */
function marginOf({ model, features, scores, context }: At, position: number, rival: number): number {
  let margin = 0;
  let weight: number | null = null;
  for (let index = context * LABELS_A_SLOT; index < (context + 1) * LABELS_A_SLOT; index++) {
    const held = scores.positions[index] ?? -1;
    if (held < 0 || (held !== position && held !== rival)) continue;
    weight ??= weighContext(model, features, context);
    const line = (scores.candidates[held] ?? 0) & (LABEL_SELECTORS - 1);
    const byLabel = model.labelWeights[(line * features.contextCount + context) * 2] ?? 0;
    const share = (weight + byLabel) * (scores.evidence[index] ?? 0);
    margin += held === position ? share : -share;
  }
  const last = scores.lasts[context] ?? -1;
  if (last < 0 || (last !== position && last !== rival)) return margin;
  return last === position ? margin + weighLast(model, context) : margin - weighLast(model, context);
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
    amount: [SUBJECT_AMOUNT, String(row.amount)],
    context: [
      SUBJECT_COLUMN + column,
      `${model.columns[column] ?? ''}=${row.context[model.columns[column] ?? ''] ?? ''}`,
    ],
    payee_amount: [-1, row.payee],
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
