import { chiSquareTail } from '../distributions/index.ts';
import type { CountsTested, InsufficientData } from '../statistics/index.ts';

/** Below this p-value an experiment's groups are not the size they were meant to be. */
export const SAMPLE_RATIO_ALARM = 0.001;

/**
 * Sample-ratio mismatch: have the groups of an experiment the sizes they were meant to have? If not, whoever assigned or
 * counted them is broken, and so is every comparison.
 *
 * Chi-square goodness of fit to the shares of `weights`, which are known; groups of weight 0 are left out.
 * df = groups - 1. One group or nobody is too little to tell (some report p = 1 then). O(groups).
 * Source: A. Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD, 2156-2164.
 *
 * @throws RangeError for counts or weights below 0 or not finite, or of different lengths.
 */
export function sampleRatioTest(
  counts: ArrayLike<number>,
  weights: ArrayLike<number>,
): CountsTested | InsufficientData {
  const all = [...Array.from(counts), ...Array.from(weights)];
  if (counts.length !== weights.length || !all.every((value) => value >= 0 && value < Infinity)) {
    throw new RangeError('sampleRatioTest needs as many finite counts as weights, none below 0');
  }
  const groups = Array.from(counts, (count, index) => ({ count, weight: weights[index] ?? 0 })).filter(
    ({ weight }) => weight > 0,
  );
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const weight = groups.reduce((sum, group) => sum + group.weight, 0);
  if (groups.length < 2) return { status: 'insufficient_data', needed: 2, has: groups.length };
  if (total === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  const statistic = groups.reduce((sum, group) => {
    const expected = (total * group.weight) / weight;
    return sum + (group.count - expected) ** 2 / expected;
  }, 0);
  const degreesOfFreedom = groups.length - 1;
  const pValue = chiSquareTail(statistic, degreesOfFreedom);
  return { status: 'tested', statistic, pValue, isExact: false, degreesOfFreedom };
}
