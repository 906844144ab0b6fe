import { rankOf } from './ranks.ts';
import { checkSamples } from './test-result.ts';

/**
 * Spearman's rank correlation: Pearson's correlation of the midranks; -1..1. Null for fewer than 2 pairs, or where one side
 * is all the same. O(n log n).
 * Source: C. Spearman (1904), The proof and measurement of association between two things, American Journal of Psychology 15,
 * 72-101.
 *
 * @throws RangeError for samples of different lengths, or a value that is not finite.
 */
export function rankCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  checkSamples('rankCorrelation', first, second);
  if (first.length !== second.length) throw new RangeError('rankCorrelation needs pairs');
  const [a, b] = [rankOf(first).ranks, rankOf(second).ranks];
  const middle = (first.length + 1) / 2;
  let [ofFirst, ofSecond, together] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [(a[index] ?? 0) - middle, (b[index] ?? 0) - middle];
    ofFirst += x * x;
    ofSecond += y * y;
    together += x * y;
  }
  return ofFirst > 0 && ofSecond > 0 ? together / Math.sqrt(ofFirst * ofSecond) : null;
}
