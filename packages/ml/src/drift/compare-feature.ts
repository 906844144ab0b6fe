import { countCategories } from '../distances/index.ts';
import {
  chiSquareTest,
  cliffsDelta,
  cramersV,
  cramerVonMisesTest,
  tooFew,
  type InsufficientData,
} from '../statistics/index.ts';

/** Values of a feature at two times. */
export type FeatureSamples =
  | { kind: 'numeric'; reference: ArrayLike<number>; current: ArrayLike<number> }
  | { kind: 'categorical'; reference: readonly string[]; current: readonly string[] };

/** What was found between two samples of a feature. */
export interface FeatureCompared {
  status: 'compared';
  test: 'cramer_von_mises' | 'chi_square';
  statistic: number;
  pValue: number;
  /** How large the difference is, whatever the size of the samples: 0 is none, 1 (or -1) as large as can be. */
  effect: { measure: 'cliffs_delta' | 'cramers_v'; value: number };
}

/** Fewer values than this say too little of a distribution. */
const LEAST_SIZE = 20;
/** A number with at most this many values is compared value by value. */
const FEW_VALUES = 20;
/** Categories that are expected less often are taken together. */
const LEAST_EXPECTED = 5;

/**
 * Compares two samples of a feature: Cramer-von Mises for numbers; two-sample chi-square for categories, and for numbers
 * that take at most 20 values, where rare ones (expected fewer than 5 times in the smaller sample) are taken together.
 *
 * The effect is Cliff's delta for numbers (above 0: the current values are larger), Cramer's V for categories. Both tests
 * take both samples as samples, so a difference at 5 % is seen in 5 % of undrifted pairs, from 50 values on. At least 20
 * values each. O(n log n). Sources are with the tests.
 *
 * @throws RangeError for a number that is not finite.
 */
export function compareFeature(samples: FeatureSamples): FeatureCompared | InsufficientData {
  const refusal = tooFew(LEAST_SIZE, samples.reference, samples.current);
  if (refusal) return refusal;
  if (samples.kind === 'categorical') return compareCategories(samples.reference, samples.current);
  const { reference, current } = samples;
  const values = new Set([...Array.from(reference), ...Array.from(current)]);
  if (values.size <= FEW_VALUES && [...values].every(Number.isFinite)) {
    return compareCategories(Array.from(reference, String), Array.from(current, String));
  }
  const result = cramerVonMisesTest(reference, current);
  if (result.status !== 'tested') return result;
  return {
    ...{ status: 'compared', test: 'cramer_von_mises', statistic: result.statistic, pValue: result.pValue },
    effect: { measure: 'cliffs_delta', value: cliffsDelta(current, reference) ?? 0 },
  };
}

function compareCategories(
  reference: readonly string[],
  current: readonly string[],
): FeatureCompared | InsufficientData {
  const { first, second } = countCategories(reference, current);
  const [a, b] = gatherRare(first, second);
  const result = chiSquareTest(a, b);
  if (result.status !== 'tested') return result;
  const { statistic, pValue } = result;
  const value = cramersV(statistic, reference.length + current.length);
  return {
    status: 'compared',
    test: 'chi_square',
    statistic,
    pValue,
    effect: { measure: 'cramers_v', value },
  };
}

/** Counts with the rare categories as one; that one joins the rarest of the others where it is rare itself. */
function gatherRare(first: Uint32Array, second: Uint32Array): [number[], number[]] {
  const [n, m] = [first, second].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const smaller = Math.min(n ?? 0, m ?? 0) / ((n ?? 0) + (m ?? 0));
  const columns = Array.from(first, (count, index): [number, number] => [count, second[index] ?? 0]);
  const expected = ([a, b]: readonly [number, number]) => (a + b) * smaller;
  columns.sort((a, b) => expected(a) - expected(b));
  const kept: [number, number][] = [];
  let rest: [number, number] = [0, 0];
  for (const column of columns) {
    const isRestRare = rest[0] + rest[1] > 0 && expected(rest) < LEAST_EXPECTED;
    if (expected(column) < LEAST_EXPECTED || isRestRare) rest = [rest[0] + column[0], rest[1] + column[1]];
    else kept.push(column);
  }
  if (rest[0] + rest[1] > 0) kept.push(rest);
  return [kept.map(([a]) => a), kept.map(([, b]) => b)];
}
