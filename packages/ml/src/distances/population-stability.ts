import { chiSquareQuantile } from '../distributions/index.ts';
import { pairOfShares } from './shares.ts';

interface StabilityOptions {
  /** The share that an empty bin counts as; half an observation where absent. */
  emptyShare?: number;
}

/**
 * Population stability index of counts by bin or category: symmetric Kullback-Leibler divergence, in nats.
 *
 * PSI = sum (p - q) ln(p / q), p and q the shares. A bin that one sample lacks counts as half an observation of it
 * (without that PSI would be infinite); those that both lack are left out. O(bins).
 * Source: S. Kullback and R. A. Leibler (1951), On information and sufficiency, equation 2.6; the name is that of credit
 * scoring, N. Siddiqi (2006).
 *
 * @throws RangeError for counts that cannot be compared, or an empty share outside of 0..1.
 */
export function populationStabilityIndex(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  { emptyShare }: StabilityOptions = {},
): number {
  const [p, q] = pairOfShares('populationStabilityIndex', reference, current);
  if (emptyShare !== undefined && !(emptyShare > 0 && emptyShare <= 1)) {
    throw new RangeError(
      `populationStabilityIndex needs an empty share above 0, at most 1, got ${emptyShare}`,
    );
  }
  const [n, m] = [totalOf(reference), totalOf(current)];
  let index = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const [a, b] = [p[bin] ?? 0, q[bin] ?? 0];
    if (a === 0 && b === 0) continue;
    const [filledA, filledB] = [a || (emptyShare ?? 0.5 / n), b || (emptyShare ?? 0.5 / m)];
    index += (filledA - filledB) * Math.log(filledA / filledB);
  }
  return index;
}

interface StabilitySize {
  /** Observations of the reference and of the current sample. */
  n: number;
  m: number;
  bins: number;
  confidence?: number;
}

/**
 * The index above which two samples of one distribution lie with a chance of 1 - `confidence` only: the fixed .1 and .25
 * of many dashboards are crossed by chance by small samples and never by large ones.
 *
 * (1/n + 1/m) chi2_confidence(bins - 1). O(1).
 * Source: B. Yurdakul (2018), Statistical properties of population stability index, Western Michigan University, ch. 3.
 *
 * @throws RangeError unless both samples have values, there are 2 bins or more and 0 < confidence < 1.
 */
export function criticalStability({ n, m, bins, confidence = 0.95 }: StabilitySize): number {
  if (!(n > 0 && m > 0 && bins >= 2 && confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `criticalStability needs two samples, 2 bins or more and a confidence between 0 and 1, got ${n}, ${m}, ${bins} and ${confidence}`,
    );
  }
  return (1 / n + 1 / m) * chiSquareQuantile(confidence, bins - 1);
}

function totalOf(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0);
}
