import { checkSamples } from './test-result.ts';

/** Mean and variance of a sample. */
export interface Moments {
  n: number;
  mean: number;
  /** With n - 1 below; 0 for one value. */
  variance: number;
}

/** The square of less has lost its digits. */
const LEAST_DISTANCE = 1e-150;

/**
 * Mean and sample variance in one pass that keeps its digits: mean += d / k, m2 += d (x - mean), d = x - mean before,
 * of what is left of each value less the first: a large offset, as of dates, takes no digits off the variance.
 *
 * n = 0 gives mean 0 and variance 0. O(n). Source: B. P. Welford (1962), Note on a method for calculating corrected sums
 * of squares and products, Technometrics 4, 419-420.
 *
 * @throws RangeError for a value that is not finite, or values so far from each other, or so near (below 1e-150), that
 * the squares of their distances are no numbers: a variance of 0 would say that they are all the same.
 */
export function momentsOf(sample: ArrayLike<number>): Moments {
  checkSamples('momentsOf', sample);
  const first = sample[0] ?? 0;
  let [mean, squares, furthest] = [0, 0, 0];
  for (let index = 0; index < sample.length; index++) {
    const value = (sample[index] ?? 0) - first;
    const away = value - mean;
    furthest = Math.max(furthest, Math.abs(away));
    mean += away / (index + 1);
    squares += away * (value - mean);
  }
  if (!Number.isFinite(squares) || (furthest > 0 && furthest < LEAST_DISTANCE)) {
    throw new RangeError(
      `momentsOf needs values whose squared distances are numbers, got up to ${furthest} from the mean`,
    );
  }
  return {
    n: sample.length,
    mean: first + mean,
    variance: sample.length > 1 ? squares / (sample.length - 1) : 0,
  };
}

/** Sums of a sample, as a database gives them. */
interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}

/**
 * Mean and sample variance from sums: (sumSquares - sum^2 / n) / (n - 1). Digits are lost where the mean is large beside
 * the spread: half of them for a mean of 10,000 deviations. O(1).
 *
 * @throws RangeError unless n is whole and above 0, and the sums finite.
 */
export function momentsOfSums({ n, sum, sumSquares }: Sums): Moments {
  if (!(Number.isInteger(n) && n > 0 && Number.isFinite(sum) && Number.isFinite(sumSquares))) {
    throw new RangeError(`momentsOfSums needs n > 0 and finite sums, got ${n}, ${sum} and ${sumSquares}`);
  }
  const squares = Math.max(0, sumSquares - (sum * sum) / n);
  return { n, mean: sum / n, variance: n > 1 ? squares / (n - 1) : 0 };
}
