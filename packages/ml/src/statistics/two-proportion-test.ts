import { normalTwoSided } from '../distributions/index.ts';
import { checkCounts, type Count } from './count.ts';
import { fisherTest } from './fisher-test.ts';
import type { Interval } from './interval.ts';
import { wilsonInterval } from './proportion-interval.ts';
import type { Tested } from './test-result.ts';

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
 * z = (p1 - p2) / sqrt(p (1-p) (1/n1 + 1/n2)), p pooled; it is the statistic in both cases. The interval of the
 * difference is Newcombe's (method 10: from the two Wilson intervals). O(1), exact O(n).
 * Source: R. G. Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in
 * Medicine 17, 873-890.
 *
 * @throws RangeError unless the counts are whole, 0 <= successes <= n and n > 0.
 */
export function twoProportionTest(first: Count, second: Count, confidence = 0.95): ProportionsTested {
  checkCounts('twoProportionTest', first, second);
  const [p1, p2] = [first.successes / first.n, second.successes / second.n];
  const n = first.n + second.n;
  const pooled = (first.successes + second.successes) / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  const statistic = error === 0 ? 0 : (p1 - p2) / error;
  const leastExpected = Math.min(first.n, second.n) * Math.min(pooled, 1 - pooled);
  const isExact = leastExpected < LEAST_EXPECTED && n <= EXACT_UP_TO;
  return {
    ...{ status: 'tested', statistic, isExact, difference: p1 - p2 },
    pValue: isExact ? fisherTest(first, second).pValue : normalTwoSided(statistic),
    interval: newcombeInterval(first, second, confidence),
  };
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
