/** From `low` on, up to and without `high`. */
interface BucketRange {
  low: number;
  high: number;
}

/**
 * The ranges of [0, 1) that belong to the variants of an experiment: each begins where it would at full coverage, so that
 * nobody changes variant as the coverage grows.
 *
 * low_i = sum of the weights before, high_i = low_i + coverage weight_i. O(variants).
 * Source: GrowthBook SDK reference, getBucketRanges. It corrects weights that do not add up to 1, or a coverage above 1,
 * without a word; here they are refused, since whoever sent them meant something else.
 *
 * @throws RangeError unless the weights are at least 0 and add up to 1, and the coverage is in [0, 1].
 */
export function bucketRanges(weights: readonly number[], coverage = 1): BucketRange[] {
  if (!(coverage >= 0 && coverage <= 1)) {
    throw new RangeError(`a coverage is in [0, 1], got ${coverage}`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!weights.every((weight) => weight >= 0) || Math.abs(total - 1) > 1e-9) {
    throw new RangeError(`weights are at least 0 and add up to 1, got ${weights.join(', ')}`);
  }
  let low = 0;
  return weights.map((weight) => {
    const range = { low, high: low + coverage * weight };
    low += weight;
    return range;
  });
}

/** The variant whose range holds this share; null where none does. O(variants). */
export function chooseVariant(share: number, ranges: readonly BucketRange[]): number | null {
  const index = ranges.findIndex(({ low, high }) => share >= low && share < high);
  return index < 0 ? null : index;
}
