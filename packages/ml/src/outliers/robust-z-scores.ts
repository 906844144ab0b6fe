import { tooFew, type InsufficientData } from '../statistics/index.ts';
import { checkValues } from './check-values.ts';

/** 1 / Phi^-1(3/4): makes the median absolute deviation the standard deviation of a normal distribution. */
const OF_MEDIAN = 1.482602218505602;
/** sqrt(pi / 2): the same for the mean absolute deviation. */
const OF_MEAN = 1.2533141373155003;

export interface RobustZScores {
  status: 'scored';
  median: number;
  /** What one is in the scores; 0 where all values are the same. */
  scale: number;
  /** By which the scale was found: the median of the distances from the median, or their mean where that is 0. */
  by: 'median' | 'mean' | 'none';
  /** Of each value in the order given; 0 where all are the same. */
  scores: Float64Array;
}

/**
 * How far each value is from the median, in standard deviations that outliers hardly move.
 *
 * (x - median) / (1.4826 MAD), MAD the median of |x - median|. Where more than half of the values are the same, MAD is 0, and
 * 1.2533 times the mean of |x - median| stands for it. Above 3.5 is the usual mark of an outlier. At least 3 values.
 * O(n log n).
 * Source: F. R. Hampel (1974), The influence curve, JASA 69, 383-393; B. Iglewicz and D. C. Hoaglin (1993), How to detect and
 * handle outliers, section 3.3.
 *
 * @throws RangeError for a value that is not finite or beyond 1e307.
 */
export function robustZScores(values: ArrayLike<number>): RobustZScores | InsufficientData {
  checkValues('robustZScores', values);
  const refusal = tooFew(3, values);
  if (refusal) return refusal;
  const { median, scale, by } = robustScale(values);
  const scores = Float64Array.from(values, (value) => (scale === 0 ? 0 : (value - median) / scale));
  return { status: 'scored', median, scale, by, scores };
}

export function robustScale(values: ArrayLike<number>): Omit<RobustZScores, 'status' | 'scores'> {
  const median = medianOf(values);
  const away = Float64Array.from(values, (value) => Math.abs(value - median));
  const ofMedian = medianOf(away);
  if (ofMedian > 0) return { median, scale: OF_MEDIAN * ofMedian, by: 'median' };
  const mean = away.reduce((sum, one) => sum + one / away.length, 0);
  return { median, scale: OF_MEAN * mean, by: mean > 0 ? 'mean' : 'none' };
}

/** 0 of no values. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
