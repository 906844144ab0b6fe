/** A label that was predicted (null: none), and the true one. */
export interface LabelGuess {
  guessed: string | null;
  truth: string;
}

/** The share of guesses that are right; 0 for none. O(n). */
export function accuracy(guesses: readonly LabelGuess[]): number {
  let right = 0;
  for (const { guessed, truth } of guesses) if (guessed === truth) right += 1;
  return guesses.length === 0 ? 0 : right / guesses.length;
}

/** Of one label. */
export interface LabelScore {
  label: string;
  /** How often it was the truth. */
  support: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface LabelScores {
  /** Labels that occur, as truth or as guess, in the order in which they came. */
  labels: LabelScore[];
  /** Mean of F1 over the labels: each counts alike, however rare. */
  macroF1: number;
  /** The same over the labels that are the truth at least once. */
  macroF1OfTrue: number;
  /** Mean of F1 by how often a label is the truth. */
  weightedF1: number;
}

/**
 * Precision, recall and F1 of every label, and their means.
 *
 * F1 = 2 tp / (2 tp + fp + fn); precision and recall are 0 where nothing was guessed or true. As
 * scikit-learn's precision_recall_fscore_support. O(n).
 * Source: C. J. van Rijsbergen (1979), Information Retrieval, chapter 7.
 */
export function labelScores(guesses: readonly LabelGuess[]): LabelScores {
  const tallies = new Map<string, { right: number; guessed: number; true: number }>();
  const tallyOf = (label: string) => {
    const tally = tallies.get(label) ?? { right: 0, guessed: 0, true: 0 };
    tallies.set(label, tally);
    return tally;
  };
  for (const { guessed, truth } of guesses) {
    const tally = tallyOf(truth);
    tally.true += 1;
    if (guessed === truth) tally.right += 1;
    if (guessed !== null) tallyOf(guessed).guessed += 1;
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const labels = Array.from(tallies, ([label, tally]) => ({
    ...{ label, support: tally.true },
    ...{ precision: share(tally.right, tally.guessed), recall: share(tally.right, tally.true) },
    f1: (2 * tally.right) / (tally.guessed + tally.true),
  }));
  return {
    labels,
    macroF1: share(
      labels.reduce((sum, { f1 }) => sum + f1, 0),
      labels.length,
    ),
    macroF1OfTrue: share(
      labels.reduce((sum, { f1 }) => sum + f1, 0),
      labels.filter(({ support }) => support > 0).length,
    ),
    weightedF1: share(
      labels.reduce((sum, { f1, support }) => sum + f1 * support, 0),
      guesses.length,
    ),
  };
}

/** How often each truth was guessed as what: a row a truth, a column a guess, both in the order of `labels`. */
export interface ConfusionMatrix {
  labels: string[];
  counts: number[][];
  /** By truth, how often nothing was guessed. */
  withoutGuess: number[];
}

/** Counts every pair of truth and guess. O(n + labels^2). */
export function confusionMatrix(guesses: readonly LabelGuess[]): ConfusionMatrix {
  const labels = [
    ...new Set(guesses.flatMap(({ guessed, truth }) => (guessed === null ? [truth] : [truth, guessed]))),
  ];
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  const withoutGuess = labels.map(() => 0);
  for (const { guessed, truth } of guesses) {
    const row = indexOf.get(truth) ?? 0;
    const column = guessed === null ? undefined : indexOf.get(guessed);
    const cells = column === undefined ? withoutGuess : (counts[row] ?? []);
    const at = column ?? row;
    cells[at] = (cells[at] ?? 0) + 1;
  }
  return { labels, counts, withoutGuess };
}
