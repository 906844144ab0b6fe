import { chiSquareTail } from '../distributions/index.ts';
import type { InsufficientData, Tested } from './test-result.ts';

/** A test of counts by category. */
export interface CountsTested extends Tested {
  degreesOfFreedom: number;
}

/**
 * Chi-square test of two samples of categories: do both come from the same distribution, which is not known?
 *
 * X^2 = sum over both samples and all categories of (observed - expected)^2 / expected, expected = row total * column
 * total / all; df = categories seen - 1. Categories that neither sample has are left out. One category gives p = 1.
 * To take the first sample's shares as known, as a goodness-of-fit test does, leaves out half of the noise: it raises
 * about a third of false alarms at 5 % for samples of one size. O(categories).
 * Source: K. Pearson (1900), Philosophical Magazine 50, 157-175; two samples: R. A. Fisher (1922), JRSS 85, 87-94.
 *
 * @throws RangeError for counts that are not whole, below 0 or above 2^53, or of different lengths.
 */
export function chiSquareTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): CountsTested | InsufficientData {
  return testCounts(
    'chiSquareTest',
    { first, second },
    (observed, expected) => (observed - expected) ** 2 / expected,
  );
}

/**
 * G-test (likelihood ratio) of two samples of categories; otherwise as `chiSquareTest`.
 *
 * G = 2 sum observed ln(observed / expected), 0 ln 0 = 0. O(categories).
 * Source: S. S. Wilks (1935), Annals of Mathematical Statistics 6, 190-196.
 *
 * @throws RangeError as `chiSquareTest`.
 */
export function gTest(first: ArrayLike<number>, second: ArrayLike<number>): CountsTested | InsufficientData {
  return testCounts('gTest', { first, second }, (observed, expected) =>
    observed === 0 ? 0 : 2 * observed * Math.log(observed / expected),
  );
}

interface TwoCounts {
  first: ArrayLike<number>;
  second: ArrayLike<number>;
}

function testCounts(
  name: string,
  { first, second }: TwoCounts,
  part: (observed: number, expected: number) => number,
): CountsTested | InsufficientData {
  const rows = [first, second].map((counts) => Array.from(counts));
  if (
    first.length !== second.length ||
    !rows.flat().every((count) => Number.isSafeInteger(count) && count >= 0)
  ) {
    throw new RangeError(`${name} needs whole counts, as many in both samples`);
  }
  const totals = rows.map((counts) => counts.reduce((total, count) => total + count, 0));
  const all = totals.reduce((total, count) => total + count, 0);
  if (totals.includes(0)) return { status: 'insufficient_data', needed: 1, has: 0 };
  let [statistic, categories] = [0, 0];
  for (let category = 0; category < first.length; category++) {
    const column = (first[category] ?? 0) + (second[category] ?? 0);
    if (column === 0) continue;
    categories += 1;
    rows.forEach((counts, row) => {
      statistic += part(counts[category] ?? 0, ((totals[row] ?? 0) * column) / all);
    });
  }
  const degreesOfFreedom = categories - 1;
  const pValue = chiSquareTail(statistic, degreesOfFreedom);
  return { status: 'tested', statistic: Math.max(0, statistic), pValue, isExact: false, degreesOfFreedom };
}
