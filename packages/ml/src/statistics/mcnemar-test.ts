import { binomialCdf, chiSquareTail } from '../distributions/index.ts';
import type { Tested } from './test-result.ts';

/** Pairs up to which the test is exact. */
const EXACT_UP_TO = 1_000;

/**
 * McNemar's test of two classifiers on the same cases, two-sided: of the cases that exactly one has right, is either
 * favoured?
 *
 * `onlyFirst` and `onlySecond` count those cases. Exact for up to 1,000 of them: twice the smaller binomial tail at 1/2.
 * Beyond that (|b - c| - 1)^2 / (b + c) as chi-square with 1 degree of freedom, with Edwards' continuity correction. No
 * such case gives p = 1. The statistic is the corrected one in both cases. O(1).
 * Source: Q. McNemar (1947), Psychometrika 12, 153-157; A. L. Edwards (1948), Psychometrika 13, 185-187.
 *
 * @throws RangeError unless both are whole, not negative and at most 2^53.
 */
export function mcnemarTest(onlyFirst: number, onlySecond: number): Tested {
  if (![onlyFirst, onlySecond].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`mcnemarTest needs whole counts, got ${onlyFirst} and ${onlySecond}`);
  }
  const n = onlyFirst + onlySecond;
  if (n === 0) return { status: 'tested', statistic: 0, pValue: 1, isExact: true };
  const statistic = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) ** 2 / n;
  const isExact = n <= EXACT_UP_TO;
  const pValue = isExact
    ? Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), n, 0.5))
    : chiSquareTail(statistic, 1);
  return { status: 'tested', statistic, pValue, isExact };
}
