/** What varies by less than this share of its mean, or by less than this at all, is the same but for rounding. */
const LEAST_SHARE = 1e-12;
const LEAST_DEVIATION = 1e-290;

/**
 * A power of two that is about the largest absolute value, 1 where there is none but 0. Numbers that are divided by it can
 * be squared without leaving the range of numbers, and multiplied by it again are the same to the last bit. O(n).
 */
export function magnitudeOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > most) most = size;
  }
  return most === 0 ? 1 : 2 ** Math.max(-1022, Math.ceil(Math.log2(most)));
}

/**
 * Weighted mean and standard deviation of the values that are not missing; 0 and 0 where all are. The deviation is 0 where
 * they are the same but for rounding.
 *
 * mean = sum w x / sum w, deviation = sqrt(sum w (x - mean)^2 / sum w), by West's update on values divided by their
 * magnitude, so that neither 1e300 nor 1e-280 is lost. O(n).
 * Source: D. H. D. West (1979), Updating mean and variance estimates, Communications of the ACM 22, 532-535.
 */
export function spreadOf(values: Float64Array, weights: Float64Array): { mean: number; deviation: number } {
  const unit = magnitudeOf(values);
  let [total, mean, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const [value, weight] = [(values[row] ?? NaN) / unit, weights[row] ?? 0];
    if (Number.isNaN(value)) continue;
    total += weight;
    const away = value - mean;
    mean += (weight / total) * away;
    squares += weight * away * (value - mean);
  }
  const deviation = total > 0 ? Math.sqrt(squares / total) : 0;
  const isConstant = !(deviation > LEAST_SHARE * Math.abs(mean) && deviation * unit > LEAST_DEVIATION);
  return { mean: mean * unit, deviation: isConstant ? 0 : deviation * unit };
}
