import { studentQuantile, studentTwoSided } from '../distributions/index.ts';
import type { Interval } from './interval.ts';
import { momentsOf, type Moments } from './moments.ts';
import { checkSamples, type InsufficientData, type Tested } from './test-result.ts';

/** Welch's test with what it measured. */
export interface WelchTested extends Tested {
  degreesOfFreedom: number;
  /** Mean of the first less mean of the second. */
  difference: number;
  interval: Interval;
}

/**
 * Welch's test of equal means of two samples whose variances may differ, with the interval of the difference.
 *
 * t = (m1 - m2) / s, s^2 = v1/n1 + v2/n2, df = 1 / (c^2/(n1-1) + (1-c)^2/(n2-1)), c = v1/n1 / s^2. Two constant samples have
 * p = 1 when equal and 0 otherwise. At least 2 values each. O(n).
 * Source: B. L. Welch (1947), The generalization of Student's problem, Biometrika 34, 28-35.
 *
 * @throws RangeError as `momentsOf`, or for a confidence outside of 0..1.
 */
export function welchTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  confidence = 0.95,
): WelchTested | InsufficientData {
  checkSamples('welchTest', first, second);
  return compareMeans(momentsOf(first), momentsOf(second), confidence);
}

/**
 * Welch's test of means and variances that are known already, as from sums in a database. As `welchTest`.
 *
 * @throws RangeError for moments that are not finite, a variance below 0, or a confidence outside of 0..1.
 */
export function compareMeans(a: Moments, b: Moments, confidence = 0.95): WelchTested | InsufficientData {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`welchTest needs a confidence between 0 and 1, got ${confidence}`);
  }
  if (![a, b].every(({ mean, variance }) => Number.isFinite(mean) && variance >= 0 && variance < Infinity)) {
    throw new RangeError(
      `compareMeans needs finite means and variances, got ${a.mean} and ${a.variance}, ${b.mean} and ${b.variance}`,
    );
  }
  const has = Math.min(a.n, b.n);
  if (has < 2) return { status: 'insufficient_data', needed: 2, has };
  const [partA, partB] = [a.variance / a.n, b.variance / b.n];
  const squaredError = partA + partB;
  const difference = a.mean - b.mean;
  const made = { status: 'tested', isExact: false, difference } as const;
  if (squaredError === 0) {
    const statistic = difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
    const interval = { low: difference, high: difference };
    return {
      ...made,
      statistic,
      pValue: difference === 0 ? 1 : 0,
      degreesOfFreedom: a.n + b.n - 2,
      interval,
    };
  }
  const share = partA / squaredError;
  const degreesOfFreedom = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1));
  const error = Math.sqrt(squaredError);
  const statistic = difference / error;
  const half = studentQuantile(0.5 + confidence / 2, degreesOfFreedom) * error;
  return {
    ...{ ...made, statistic, degreesOfFreedom, pValue: studentTwoSided(statistic, degreesOfFreedom) },
    interval: { low: difference - half, high: difference + half },
  };
}
