import { countCategories } from '../distances/index.ts';
import {
  checkSamples,
  cliffsDelta,
  conditionalChiSquareTest,
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
/** … when they occur this often on average. */
const OFTEN = 10;

/**
 * Compares two samples of a feature: Cramer-von Mises for numbers; for categories, and for numbers that take at most 20
 * values, each 10 times on average, the chi-square of two samples that rare categories do not upset.
 *
 * The effect is Cliff's delta for numbers (above 0: the current values are larger), Cramer's V for categories. Both tests
 * take both samples as samples and take ties as they are, so a difference at 5 % is seen in 4 to 6 % of undrifted pairs,
 * from 50 values on; in fewer where so little varies (two categories, one of which is expected less than 3 times) that no
 * outcome is that rare. At least 20 values each. O(n log n). Sources are with the tests.
 *
 * @throws RangeError for a number that is not finite.
 */
export function compareFeature(samples: FeatureSamples): FeatureCompared | InsufficientData {
  const refusal = tooFew(LEAST_SIZE, samples.reference, samples.current);
  if (refusal) return refusal;
  if (samples.kind === 'categorical') {
    const { first, second } = countCategories(samples.reference, samples.current);
    return compareCounts(first, second);
  }
  checkSamples('compareFeature', samples.reference, samples.current);
  const [reference, current] = [
    Float64Array.from(samples.reference).sort(),
    Float64Array.from(samples.current).sort(),
  ];
  const counts = countValues(reference, current);
  if (counts) return compareCounts(...counts);
  const result = cramerVonMisesTest(reference, current);
  if (result.status !== 'tested') return result;
  return {
    ...{ status: 'compared', test: 'cramer_von_mises', statistic: result.statistic, pValue: result.pValue },
    effect: { measure: 'cliffs_delta', value: cliffsDelta(current, reference) ?? 0 },
  };
}

function compareCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): FeatureCompared | InsufficientData {
  const result = conditionalChiSquareTest(reference, current);
  if (result.status !== 'tested') return result;
  const { statistic, pValue } = result;
  const n = [reference, current].reduce((sum, counts) => sum + totalOf(counts), 0);
  const effect = { measure: 'cramers_v', value: cramersV(statistic, n) } as const;
  return { status: 'compared', test: 'chi_square', statistic, pValue, effect };
}

function totalOf(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}

/** How often each value occurs in two sorted samples, where they are few; else null. */
function countValues(first: Float64Array, second: Float64Array): [number[], number[]] | null {
  const counts: [number[], number[]] = [[], []];
  const most = Math.min(FEW_VALUES, (first.length + second.length) / OFTEN);
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    if (counts[0].length + 1 > most) return null;
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY);
    const [fromI, fromJ] = [i, j];
    while (i < first.length && first[i] === value) i += 1;
    while (j < second.length && second[j] === value) j += 1;
    counts[0].push(i - fromI);
    counts[1].push(j - fromJ);
  }
  return counts;
}
