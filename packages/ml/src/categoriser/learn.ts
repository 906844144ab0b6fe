import { calibrate, gatherGrounds, judge, updateCalibrator } from './calibrator.ts';
import { claimSlot, countLabel, growWhenFull, SLOT_WORDS, takeSlot } from './count-table.ts';
import { claimExact, TOTAL, writeExact } from './exact-counts.ts';
import {
  extractFeatures,
  SUBJECT_AMOUNT,
  SUBJECT_COLUMN,
  SUBJECT_PAYEE,
  SUBJECT_WORD,
  type Features,
} from './features.ts';
import { teachExperts } from './experts.ts';
import { claimHistory, growHistory, remember, type History } from './history.ts';
import { beginEntry, isInStep, keep, rollBack, type Journal, type JournalEntry } from './journal.ts';
import { checkJudgement, settle } from './judgement.ts';
import { keepExperts } from './keep-experts.ts';
import type { LateLabel } from './late-label.ts';
import { updateMixer, type Truth } from './mixer.ts';
import { CONTEXT_WEIGHTS, indexOfLabel, LABEL_SELECTORS, type Categoriser } from './model.ts';
import type { CategoriserRow } from './row.ts';
import { findCandidate, logRateOf, scoreRow, type Scores } from './score.ts';

/** What was predicted before a label was learned; null when there was nothing to predict from. */
export type Foresight = { label: string; confidence: number } | null;

interface Lesson {
  scores: Scores;
  truth: Truth;
  entry: JournalEntry | null;
}

/**
 * Predicts first, then learns the true label: calibrator, mixer, counts. Returns what was predicted.
 * Deterministic: the same rows in the same order give the same model, bit for bit. O(contexts).
 */
export function learn(model: Categoriser, row: CategoriserRow, label: string): Foresight {
  return teach(model, { row, label });
}

/**
 * The same of a label that came some time after the row was predicted: what is learned of the row is alike, but its
 * confidence is calibrated by what was said then, for that is what people saw.
 *
 * @throws RangeError for a judgement that a model like this one did not give; nothing is learned then.
 */
export function learnLate(model: Categoriser, event: LateLabel): Foresight {
  return teach(model, event);
}

/** The same, noting what it overwrites, so that `withdraw` can take it back. */
export function learnRevocably(model: Categoriser, event: LateLabel, journal: Journal): Foresight {
  return teach(model, event, journal);
}

function teach(model: Categoriser, event: LateLabel, journal?: Journal): Foresight {
  const { row, label, judgement } = event;
  if (judgement) checkJudgement(model, judgement);
  const entry = journal ? beginEntry(journal, model, event) : null;
  const features = extractFeatures(model, row);
  const scores = scoreRow(model, features);
  const grounds = gatherGrounds(model, features, scores);
  const judged = judge(model.calibrator, grounds);
  const foresight = foresee(model, scores, judged);
  const index = reviveLabel(model, indexOfLabel(model, label), entry);
  const truth = { label: index, position: findCandidate(index) };
  const lesson = { scores, truth, entry };
  if (entry) keepWeights(model, features, lesson);
  if (entry && model.experts) keepExperts(model.experts, { scores, truth }, entry);
  if (judgement) settle(model, judgement, { truth: index, entry });
  else if (foresight) updateCalibrator(model, grounds, { judged, isHit: truth.position === scores.top });
  const rate = Math.exp(
    truth.position < 0 ? logRateOf(model, index) : (scores.logRates[truth.position] ?? 0),
  );
  updateMixer(model, features, lesson);
  if (model.experts) teachExperts(model.experts, scores.count, { ...truth, rate });
  countContexts(model, features, lesson);
  rememberRow(model, features, lesson);
  countRate(model, index);
  const turn = model.learned % model.recent.length;
  if (entry) keep(entry, model.recent.subarray(turn, turn + 1));
  model.recent[turn] = index;
  model.learned += 1;
  model.changes += 1;
  return foresight;
}

function foresee(model: Categoriser, scores: Scores, judged: number): Foresight {
  if (scores.top < 0) return null;
  const label = model.labels[scores.candidates[scores.top] ?? 0] ?? '';
  return { label, confidence: calibrate(model, judged) };
}

/** A label that comes again after it was removed or merged is live again. */
function reviveLabel(model: Categoriser, label: number, entry: JournalEntry | null): number {
  const fate = model.fates[label] ?? -1;
  if (fate === -1) return label;
  if (entry) entry.revived = { index: label, fate };
  model.fates[label] = -1;
  model.retired -= 1;
  return label;
}

/** Keeps every weight that learning may move. */
function keepWeights(model: Categoriser, features: Features, { scores, truth, entry }: Lesson): void {
  if (!entry) return;
  const { contextCount, payeeSelector, amountSelector, columnSelector } = features;
  const width = contextCount * 2;
  keep(entry, model.contextWeights.subarray(0, contextCount * CONTEXT_WEIGHTS * 2));
  keep(entry, model.payeeWeights.subarray(payeeSelector * width, (payeeSelector + 1) * width));
  keep(entry, model.amountWeights.subarray(amountSelector * width, (amountSelector + 1) * width));
  keep(entry, model.columnWeights.subarray(columnSelector * width, (columnSelector + 1) * width));
  keep(entry, model.prior.subarray(0));
  const labels = [truth.label, ...scores.candidates.subarray(0, scores.count)];
  for (const label of labels) {
    const line = label & (LABEL_SELECTORS - 1);
    keep(entry, model.labelWeights.subarray(line * width, (line + 1) * width));
    keep(entry, model.bias.subarray(label * 2, label * 2 + 2));
    keep(entry, model.calibrator.labelBias.subarray(label, label + 1));
  }
  keep(entry, model.rates.subarray(truth.label, truth.label + 1));
  keep(entry, model.calibrator.weights.subarray(0));
  keep(entry, model.calibrator.payeeBias.subarray(payeeSelector, payeeSelector + 1));
  keep(entry, model.calibrator.columnBias.subarray(columnSelector, columnSelector + 1));
}

function countContexts(model: Categoriser, features: Features, { scores, truth, entry }: Lesson): void {
  const { table } = model;
  for (let context = 0; context < features.contextCount; context++) {
    const key = features.keys[context] ?? 0;
    if (key === 0) continue;
    const found = scores.slots[context] ?? -1;
    // Unless a context before this one took the slot, it is still the key's.
    const slot = found >= 0 && table.heads[found * 2] === key ? found : claimSlot(table, key);
    if (entry) {
      keep(entry, table.heads.subarray(slot * 2, slot * 2 + 2));
      keep(entry, table.words.subarray(slot * SLOT_WORDS, (slot + 1) * SLOT_WORDS));
    }
    takeSlot(table, slot, key);
    countLabel(table, slot, truth.label);
  }
  growWhenFull(table);
}

function rememberRow(model: Categoriser, features: Features, lesson: Lesson): void {
  const { payees, columnValues } = model;
  const isHit = lesson.truth.position >= 0 && lesson.truth.position === lesson.scores.top;
  rememberIn(payees, features.payeeKey, { lesson, isHit });
  countSubject(model, features.subjects[SUBJECT_PAYEE] ?? 0, lesson);
  countSubject(model, features.subjects[SUBJECT_WORD] ?? 0, lesson);
  countSubject(model, features.subjects[SUBJECT_AMOUNT] ?? 0, lesson);
  for (let column = 0; column < model.columns.length; column++) {
    rememberIn(columnValues, features.columnKeys[column] ?? 0, { lesson, isHit: null });
    countSubject(model, features.subjects[SUBJECT_COLUMN + column] ?? 0, lesson);
  }
  growHistory(payees);
  growHistory(columnValues);
}

function rememberIn(
  history: History,
  key: number,
  { lesson, isHit }: { lesson: Lesson; isHit: boolean | null },
): void {
  const slot = claimHistory(history, key);
  if (lesson.entry) {
    keep(lesson.entry, history.keys.subarray(slot, slot + 1));
    keep(lesson.entry, history.seen.subarray(slot, slot + 1));
    keep(lesson.entry, history.last.subarray(slot * 3, slot * 3 + 3));
    keep(lesson.entry, history.hitRate.subarray(slot, slot + 1));
  }
  remember(history, slot, { key, label: lesson.truth.label, isHit });
}

function countSubject({ exact }: Categoriser, subject: number, { truth, entry }: Lesson): void {
  for (let turn = 0; turn < 2; turn++) {
    const label = turn === 0 ? truth.label : TOTAL;
    const slot = claimExact(exact, subject, label);
    if (slot < 0) continue;
    if (entry) {
      keep(entry, exact.keys.subarray(slot * 2, slot * 2 + 2));
      keep(entry, exact.counts.subarray(slot, slot + 1));
    }
    writeExact(exact, slot, { subject, label });
  }
}

const RATE_DECAY = 0.9995;
const RESCALE_AT = 1e6;

function countRate(model: Categoriser, label: number): void {
  model.rateIncrement /= RATE_DECAY;
  model.rates[label] = (model.rates[label] ?? 0) + model.rateIncrement;
  model.rateTotal += model.rateIncrement;
  if (model.rateIncrement < RESCALE_AT) return;
  // A new array, so that a journal still holds the old one.
  model.rates = model.rates.map((rate) => rate / model.rateIncrement);
  model.rateTotal /= model.rateIncrement;
  model.rateIncrement = 1;
}

/**
 * Takes back the label learned `stepsBack` labels ago (1: the newest). The model is then, bit for bit,
 * the one that never learned it: rolled back, and the later labels learned again. False, and nothing
 * done, where the journal does not reach that far or anything but learning came since: then fold again
 * from a snapshot before that label. O(stepsBack contexts).
 */
export function withdraw(model: Categoriser, journal: Journal, stepsBack: number): boolean {
  if (stepsBack < 1 || stepsBack > journal.entries.length || !isInStep(journal, model)) return false;
  const undone: JournalEntry[] = [];
  for (let step = 0; step < stepsBack; step++) {
    const entry = rollBack(journal, model);
    if (entry) undone.push(entry);
  }
  undone.pop();
  for (const { event } of undone.reverse()) learnRevocably(model, event, journal);
  return true;
}
