import { logChoose, normalTwoSided } from '../distributions/index.ts';
import type { Interval } from './interval.ts';
import { wilsonInterval } from './proportion-interval.ts';
import type { Tested } from './test-result.ts';

/** How often something was so. */
export interface Count {
  successes: number;
  n: number;
}

/** The test with the difference of the two shares. */
export interface ProportionsTested extends Tested {
  /** First share less second. */
  difference: number;
  interval: Interval;
}

/** Below an expected count of this in any cell, the test is exact. */
const LEAST_EXPECTED = 5;
/** Up to so many observations an exact test is quick. */
const EXACT_UP_TO = 100_000;

/**
 * Two-sided test of equal shares in two independent samples: Fisher's exact test where a cell of the table is expected
 * to hold fewer than 5, else the pooled z test.
 *
 * z = (p1 - p2) / sqrt(p (1-p) (1/n1 + 1/n2)), p pooled. Fisher: the sum of the hypergeometric probabilities that are not
 * above that of the table seen (relative tolerance 1e-7, as in R). The statistic is z in both cases. The interval of the
 * difference is Newcombe's (method 10: from the two Wilson intervals). O(1), exact O(n).
 * Source: R. A. Fisher (1922), JRSS 85, 87-94; R. G. Newcombe (1998), Statistics in Medicine 17, 873-890.
 *
 * @throws RangeError unless the counts are whole, 0 <= successes <= n and n > 0.
 */
export function twoProportionTest(first: Count, second: Count, confidence = 0.95): ProportionsTested {
  checkCounts(first, second);
  const [p1, p2] = [first.successes / first.n, second.successes / second.n];
  const n = first.n + second.n;
  const pooled = (first.successes + second.successes) / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  const statistic = error === 0 ? 0 : (p1 - p2) / error;
  const leastExpected = Math.min(first.n, second.n) * Math.min(pooled, 1 - pooled);
  const isExact = leastExpected < LEAST_EXPECTED && n <= EXACT_UP_TO;
  return {
    ...{ status: 'tested', statistic, isExact, difference: p1 - p2 },
    pValue: isExact ? fisherTail(first, second) : normalTwoSided(statistic),
    interval: newcombeInterval(first, second, confidence),
  };
}

function checkCounts(...counts: readonly Count[]): void {
  for (const { successes, n } of counts) {
    if (Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n && n > 0)
      continue;
    throw new RangeError(
      `twoProportionTest needs whole counts, 0 <= successes <= n, got ${successes} of ${n}`,
    );
  }
}

function fisherTail(first: Count, second: Count): number {
  const successes = first.successes + second.successes;
  const all = logChoose(first.n + second.n, successes);
  const logOf = (k: number) => logChoose(first.n, k) + logChoose(second.n, successes - k) - all;
  const seen = logOf(first.successes);
  let tail = 0;
  for (let k = Math.max(0, successes - second.n); k <= Math.min(first.n, successes); k++) {
    const log = logOf(k);
    if (log <= seen + 1e-7) tail += Math.exp(log);
  }
  return Math.min(1, tail);
}

function newcombeInterval(first: Count, second: Count, confidence: number): Interval {
  const a = wilsonInterval(first.successes, first.n, confidence);
  const b = wilsonInterval(second.successes, second.n, confidence);
  const [p1, p2] = [first.successes / first.n, second.successes / second.n];
  return {
    low: p1 - p2 - Math.hypot(p1 - a.low, b.high - p2),
    high: p1 - p2 + Math.hypot(a.high - p1, p2 - b.low),
  };
}
