import type { Random } from '../random/index.ts';
import { checkSamples, tooFew, type TestResult } from './test-result.ts';

/** Up to so many pairs all 2^n assignments of signs are counted. */
const EXACT_UP_TO = 16;

interface PermutationOptions {
  random: Random;
  /** Assignments drawn where there are too many to count. */
  draws?: number;
}

/**
 * Paired permutation test, two-sided, of the mean difference: were the sign of each difference a matter of chance, how
 * often would the mean be as far from 0?
 *
 * All 2^n signs for up to 16 pairs; else `draws` random ones and p = (1 + as far) / (1 + draws), which is never 0 and
 * valid for any number of draws. As far: within a relative 1e-12. O(n draws). Seeded by `random`.
 * Source: R. A. Fisher (1935), The design of experiments, section 21; B. Phipson and G. K. Smyth (2010), Permutation
 * p-values should never be zero, SAGMB 9(1), art. 39.
 *
 * @throws RangeError for samples of different lengths, a value that is not finite, or no whole number of draws above 0.
 */
export function pairedPermutationTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { random, draws = 9_999 }: PermutationOptions,
): TestResult {
  checkSamples('pairedPermutationTest', first, second);
  if (first.length !== second.length) throw new RangeError('pairedPermutationTest needs pairs');
  if (!(Number.isSafeInteger(draws) && draws > 0)) {
    throw new RangeError(`pairedPermutationTest needs a whole number of draws above 0, got ${draws}`);
  }
  const refusal = tooFew(1, first);
  if (refusal) return refusal;
  const differences = Float64Array.from(first, (value, index) => value - (second[index] ?? 0));
  const n = differences.length;
  const sum = differences.reduce((total, value) => total + value, 0);
  const bound = Math.abs(sum) - 1e-12 * differences.reduce((total, value) => total + Math.abs(value), 0);
  const isExact = n <= EXACT_UP_TO;
  let asFar = 0;
  for (let draw = 0; draw < (isExact ? 2 ** n : draws); draw++) {
    let total = 0;
    for (let index = 0; index < n; index++) {
      const isMinus = isExact ? ((draw >>> index) & 1) === 1 : random.uniform() < 0.5;
      total += isMinus ? -(differences[index] ?? 0) : (differences[index] ?? 0);
    }
    if (Math.abs(total) >= bound) asFar += 1;
  }
  const pValue = isExact ? asFar / 2 ** n : (1 + asFar) / (1 + draws);
  return { status: 'tested', statistic: sum / n, pValue, isExact };
}
