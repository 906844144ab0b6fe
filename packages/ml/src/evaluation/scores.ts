/** A label that was predicted (null: none), and the true one. */
export interface Guess {
  guessed: string | null;
  truth: string;
  isRight: boolean;
  confidence: number;
}

export function shareRight(guesses: readonly Guess[]): number {
  let right = 0;
  for (const { isRight } of guesses) if (isRight) right += 1;
  return guesses.length === 0 ? 0 : right / guesses.length;
}

/**
 * Mean of F1 over the labels that occur, as truth or as guess: F1 = 2 tp / (2 tp + fp + fn), as in
 * scikit-learn's f1_score(average='macro').
 */
export function macroF1(guesses: readonly Guess[]): number {
  const tallies = new Map<string, { right: number; guessed: number; true: number }>();
  const tallyOf = (label: string) => {
    const tally = tallies.get(label) ?? { right: 0, guessed: 0, true: 0 };
    tallies.set(label, tally);
    return tally;
  };
  for (const { guessed, truth, isRight } of guesses) {
    const tally = tallyOf(truth);
    tally.true += 1;
    if (isRight) tally.right += 1;
    if (guessed !== null) tallyOf(guessed).guessed += 1;
  }
  let sum = 0;
  for (const tally of tallies.values()) sum += (2 * tally.right) / (tally.guessed + tally.true);
  return tallies.size === 0 ? 0 : sum / tallies.size;
}
