import { logChoose } from '../distributions/index.ts';
import type { Tested } from './test-result.ts';
import { checkCounts, type Count } from './count.ts';

/**
 * Fisher's exact test, two-sided, of equal shares in two independent samples.
 *
 * The sum of the hypergeometric probabilities that are not above that of the table seen (relative tolerance 1e-7, as in
 * R), the margins held. The statistic is the first sample's successes. O(n).
 * Source: R. A. Fisher (1922), On the interpretation of chi-square from contingency tables, JRSS 85, 87-94.
 *
 * @throws RangeError unless the counts are whole, 0 <= successes <= n and n > 0.
 */
export function fisherTest(first: Count, second: Count): Tested {
  checkCounts('fisherTest', first, second);
  const successes = first.successes + second.successes;
  const all = logChoose(first.n + second.n, successes);
  const logOf = (k: number) => logChoose(first.n, k) + logChoose(second.n, successes - k) - all;
  const seen = logOf(first.successes);
  let tail = 0;
  for (let k = Math.max(0, successes - second.n); k <= Math.min(first.n, successes); k++) {
    const log = logOf(k);
    if (log <= seen + 1e-7) tail += Math.exp(log);
  }
  return { status: 'tested', statistic: first.successes, pValue: Math.min(1, tail), isExact: true };
}
