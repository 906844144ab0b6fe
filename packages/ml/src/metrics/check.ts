/** @throws RangeError naming the function, for lengths that differ, and truths other than 0 and 1. */
export function checkTruths(name: string, scores: ArrayLike<number>, truths: ArrayLike<number>): void {
  if (scores.length !== truths.length) {
    throw new RangeError(`${name} needs as many scores as truths, got ${scores.length} and ${truths.length}`);
  }
  for (let index = 0; index < scores.length; index++) {
    const [score, truth] = [scores[index], truths[index]];
    if (Number.isNaN(score))
      throw new RangeError(`${name} needs scores that are numbers, got NaN at ${index}`);
    if (truth !== 0 && truth !== 1) {
      throw new RangeError(`${name} needs truths of 0 or 1, got ${truth} at ${index}`);
    }
  }
}

/** @throws RangeError naming the function, for what is no probability. */
export function checkProbabilities(name: string, probabilities: ArrayLike<number>): void {
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] ?? Number.NaN;
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`${name} needs probabilities, got ${probability} at ${index}`);
    }
  }
}
