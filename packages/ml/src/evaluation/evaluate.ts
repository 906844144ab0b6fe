import { expectedCalibrationError, shareAtPrecision } from '../calibration/index.ts';
import {
  createCategoriser,
  encodeCategoriser,
  learn,
  learnLate,
  measureCategoriser,
  predict,
  type Categoriser,
  type CategoriserRow,
} from '../categoriser/index.ts';
import { accuracy, labelScores } from '../metrics/index.ts';
import { predictByLastLabel } from './baseline.ts';
import { findNewPayees } from './new-payees.ts';
import type { Guess } from './guess.ts';
import { deflateRawSync } from 'node:zlib';

/** A row whose label is known. */
export interface LabelledRow {
  row: CategoriserRow;
  label: string;
}

export interface EvaluationOptions {
  /** When a label is learned: right after its row, or when the last row of its day was predicted. */
  labels: 'now' | 'day';
  contextColumns: readonly string[];
  /** As of the model. */
  withExperts?: boolean;
  /** Milliseconds on any steady clock. */
  clock: () => number;
  /** Memory of the process now, bytes. */
  measureMemory?: () => number;
  onProgress?: (done: number, total: number) => void;
}

/** What a way of predicting scored. */
export interface Scorecard {
  accuracy: number;
  accuracyLast20: number;
  /** Mean over labels of F1, on the last fifth. */
  macroF1Last20: number;
  /** The same over labels that occur there. */
  macroF1OfTrueLast20: number;
}

export interface Evaluation extends Scorecard {
  labels: 'now' | 'day';
  contextColumns: string[];
  /** Rows in all, and in the last fifth. */
  n: number;
  nLast20: number;
  labelCount: number;
  /** Expected calibration error of the calibrated confidence, 15 equal-mass bins, on the last fifth. */
  ece: number;
  /** Of the last fifth, rows of payees that had no label when they were predicted; null where there are none. */
  newPayees: { accuracy: number | null; n: number };
  /** Share of the last fifth that the most confident predictions make up at that precision. */
  shareAutomatic: { p90: number; p95: number; p98: number };
  /** Predicted and learned a second, baseline and scoring apart. */
  rowsPerSecond: number;
  modelBytes: number;
  snapshotBytes: number;
  /** Null where nothing measured it. */
  peakMemoryBytes: number | null;
  baseline: Scorecard & { name: string };
}

const TAIL_STARTS_AT = 0.8;
const PROGRESS_EVERY = 4096;

/**
 * Predicts each row, then learns its label, in the order given, which is to be by date: what a person
 * would have got who started with an empty model and corrected every mistake.
 *
 * The last fifth are the rows from floor(.8 n) on. A row that came before any label counts as wrong.
 * Deterministic but for the times and the memory.
 *
 * @throws RangeError for no rows.
 */
export function evaluateCategoriser(rows: Iterable<LabelledRow>, options: EvaluationOptions): Evaluation {
  const all = [...rows];
  if (all.length === 0) throw new RangeError('evaluateCategoriser needs at least one labelled row');
  const { contextColumns, withExperts = false } = options;
  const model = createCategoriser({ contextColumns, withExperts });
  const { guesses, seconds, peakMemoryBytes } = predictThenLearn(model, all, options);
  const tailStart = Math.floor(all.length * TAIL_STARTS_AT);
  const tail = guesses.slice(tailStart);
  const ofNewPayees = findNewPayees(all, options.labels).filter((index) => index >= tailStart);
  const newGuesses = ofNewPayees.flatMap((index) => guesses[index] ?? []);
  return {
    ...{ labels: options.labels, contextColumns: [...options.contextColumns] },
    ...{ n: all.length, nLast20: tail.length, labelCount: model.labels.length },
    ...scorecardOf(guesses),
    ece: expectedCalibrationError(tail),
    newPayees: { accuracy: newGuesses.length === 0 ? null : accuracy(newGuesses), n: newGuesses.length },
    shareAutomatic: {
      p90: shareAtPrecision(tail, 0.9),
      p95: shareAtPrecision(tail, 0.95),
      p98: shareAtPrecision(tail, 0.98),
    },
    rowsPerSecond: all.length / Math.max(seconds, 1e-9),
    modelBytes: measureCategoriser(model),
    snapshotBytes: deflateRawSync(encodeCategoriser(model), { level: 1 }).length,
    peakMemoryBytes,
    baseline: {
      name: "the payee's last category, online",
      ...scorecardOf(predictByLastLabel(all, options.labels)),
    },
  };
}

function scorecardOf(guesses: readonly Guess[]): Scorecard {
  const tail = guesses.slice(Math.floor(guesses.length * TAIL_STARTS_AT));
  const { macroF1, macroF1OfTrue } = labelScores(tail);
  return {
    ...{ accuracy: accuracy(guesses), accuracyLast20: accuracy(tail) },
    ...{ macroF1Last20: macroF1, macroF1OfTrueLast20: macroF1OfTrue },
  };
}

interface Run {
  guesses: Guess[];
  seconds: number;
  peakMemoryBytes: number | null;
}

function predictThenLearn(model: Categoriser, rows: readonly LabelledRow[], options: EvaluationOptions): Run {
  const guesses: Guess[] = [];
  let peak = options.measureMemory?.() ?? null;
  let reported = 0;
  const startedAt = options.clock();
  for (let start = 0; start < rows.length; start = guesses.length) {
    if (options.labels === 'now') guesses.push(learnOne(model, rows[start]));
    else guesses.push(...learnDay(model, rows, start));
    if (guesses.length - reported < PROGRESS_EVERY) continue;
    reported = guesses.length;
    options.onProgress?.(reported, rows.length);
    if (peak !== null) peak = Math.max(peak, options.measureMemory?.() ?? 0);
  }
  const seconds = (options.clock() - startedAt) / 1000;
  if (peak !== null) peak = Math.max(peak, options.measureMemory?.() ?? 0);
  return { guesses, seconds, peakMemoryBytes: peak };
}

function learnOne(model: Categoriser, labelled: LabelledRow | undefined): Guess {
  if (!labelled) throw new RangeError('no such row');
  const said = learn(model, labelled.row, labelled.label);
  return toGuess(said, labelled.label);
}

function learnDay(model: Categoriser, rows: readonly LabelledRow[], start: number): Guess[] {
  const date = rows[start]?.row.date;
  let end = start + 1;
  while (end < rows.length && rows[end]?.row.date === date) end += 1;
  const day = rows.slice(start, end);
  const said = day.map(({ row }) => {
    const prediction = predict(model, row, { withJudgement: true });
    return prediction.status === 'predicted' ? prediction : null;
  });
  day.forEach((labelled, index) => learnLate(model, { ...labelled, judgement: said[index]?.judgement }));
  return day.map(({ label }, index) => toGuess(said[index] ?? null, label));
}

function toGuess(said: { label: string; confidence: number } | null, truth: string): Guess {
  const guessed = said?.label ?? null;
  return { guessed, truth, isRight: guessed === truth, confidence: said?.confidence ?? 0 };
}
