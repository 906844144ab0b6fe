import type { InsufficientData } from '../statistics/index.ts';

/**
 * The split conformal quantile: a score that the next one, if it comes like these, is at most with probability 1 - risk at
 * least. Scores say how strange an outcome is.
 *
 * The ceil((n + 1) (1 - risk))-th smallest. With fewer than 1 / risk - 1 scores none is large enough. O(n log n).
 * Source: V. Vovk, A. Gammerman and G. Shafer (2005), Algorithmic learning in a random world; J. Lei et al. (2018), JASA 113.
 *
 * Not promised: anything of single cases or groups, or once what comes is different; see `foldAdaptiveRisk` for that.
 *
 * @throws RangeError for a score that is NaN, or a risk that is not between 0 and 1.
 */
export function conformalQuantile(scores: ArrayLike<number>, risk: number): number | InsufficientData {
  if (!(risk > 0 && risk < 1))
    throw new RangeError(`conformalQuantile needs a risk between 0 and 1, got ${risk}`);
  const sorted = Float64Array.from(scores);
  const wrong = sorted.findIndex(Number.isNaN);
  if (wrong !== -1) {
    throw new RangeError(`conformalQuantile needs scores that are numbers, got NaN at ${wrong}`);
  }
  sorted.sort();
  // What rounding adds to 1 - risk must not cost a rank.
  const rank = Math.ceil((sorted.length + 1) * (1 - risk) - 1e-9);
  if (rank > sorted.length) {
    return { status: 'insufficient_data', needed: Math.ceil(1 / risk - 1 - 1e-9), has: sorted.length };
  }
  return sorted[rank - 1] ?? Number.NaN;
}
