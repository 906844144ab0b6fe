import { binomialCdf } from '../distributions/index.ts';

/** What is promised: at most this share wrong, unless a case of this probability has come. */
export interface ShareBound {
  /** From a millionth to below 1: of less, 1 - maxWrong has too few digits. */
  maxWrong: number;
  /** In (0, 1): the probability that the promise is broken all the same. */
  risk: number;
}

/**
 * How many labels it takes to certify a bound with so many of them wrong: 45, 114 and 230 without a wrong one for 5, 2 and
 * 1 % at a risk of .1.
 *
 * The least n with P(X <= wrong) <= risk, X binomial of n and maxWrong. O(log n) looks at the distribution.
 * Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404-413.
 *
 * @throws RangeError for a bound that is none, or a count below 0.
 */
export function labelsNeeded(bound: ShareBound, wrong = 0): number {
  checkBound('labelsNeeded', bound);
  if (!Number.isInteger(wrong) || wrong < 0) throw new RangeError(`labelsNeeded needs a count, got ${wrong}`);
  return leastEnough(wrong, (n) => passes(wrong, n, bound));
}

/** The least whole number above `low` that is enough, where all larger ones are: by doubling and halving. */
export function leastEnough(low: number, isEnough: (n: number) => boolean): number {
  let high = low + 1;
  while (!isEnough(high)) {
    high *= 2;
    if (high > Number.MAX_SAFE_INTEGER) throw new RangeError('no number of labels is enough for this bound');
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Whether so few of n would be wrong with probability `risk` at most, were the share as large as the bound. */
export function passes(wrong: number, n: number, { maxWrong, risk }: ShareBound): boolean {
  return binomialCdf(wrong, n, maxWrong) <= risk;
}

const LEAST_SHARE = 1e-6;

/** @throws RangeError naming the function. */
export function checkBound(name: string, { maxWrong, risk }: ShareBound): void {
  if (maxWrong >= LEAST_SHARE && maxWrong < 1 && risk > 0 && risk < 1) return;
  throw new RangeError(
    `${name} needs a share of a millionth or more and a risk, both below 1, got ${maxWrong} at a risk of ${risk}`,
  );
}
