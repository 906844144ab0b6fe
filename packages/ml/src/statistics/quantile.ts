/**
 * A quantile of a sample, type 7: linear between the order statistics, the default of R and NumPy.
 *
 * h = (n - 1) p, Q(p) = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]), x sorted from 0.
 * Source: R. J. Hyndman and Y. Fan (1996), Sample quantiles in statistical packages, The American
 * Statistician 50, 361-365, definition 7. The input is left as it is. O(n log n).
 *
 * @throws RangeError for no values, a value that is not finite, or p outside of 0..1.
 */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0 || !(p >= 0 && p <= 1) || !values.every(Number.isFinite)) {
    throw new RangeError(
      `quantile needs finite values and 0 <= p <= 1, got ${values.length} values and ${p}`,
    );
  }
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0;
  const share = position - below;
  // The distance of the two largest doubles of either sign is none.
  return Number.isFinite(high - low) ? low + share * (high - low) : (1 - share) * low + share * high;
}
