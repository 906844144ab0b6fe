import { checkSamples } from './test-result.ts';

/** An empirical distribution function: `shares[i]` of the sample is at most `values[i]`. */
export interface Ecdf {
  /** Distinct values, ascending. */
  values: Float64Array;
  shares: Float64Array;
}

/**
 * The empirical distribution function of a sample, F(x) = #{x_i <= x} / n, as its steps.
 *
 * Ties are one step. The input is left as it is. O(n log n).
 *
 * @throws RangeError for no values or one that is not finite.
 */
export function ecdf(sample: ArrayLike<number>): Ecdf {
  checkSamples('ecdf', sample);
  if (sample.length === 0) throw new RangeError('ecdf needs a value');
  const sorted = Float64Array.from(sample).sort();
  const steps: [value: number, share: number][] = [];
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index + 1] !== sorted[index]) steps.push([sorted[index] ?? 0, (index + 1) / sorted.length]);
  }
  return {
    values: Float64Array.from(steps, ([value]) => value),
    shares: Float64Array.from(steps, ([, share]) => share),
  };
}

/**
 * The share of the sample that is at most `x`. O(log n).
 *
 * @throws RangeError for an x that is no number.
 */
export function ecdfAt({ values, shares }: Ecdf, x: number): number {
  if (Number.isNaN(x)) throw new RangeError('ecdfAt needs a number, got NaN');
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (shares[low - 1] ?? 0);
}
