import { studentQuantile } from '../distributions/index.ts';
import { rankCorrelation, tooFew, type InsufficientData, type Interval } from '../statistics/index.ts';

export interface StabilityOptions {
  /** How many of the largest are compared. */
  top: number;
  /** Over resamples each round is compared with every other, over time with the next. Resamples if left out. */
  over?: 'resamples' | 'time';
  confidence?: number;
}

export interface ImportanceStability {
  status: 'estimated';
  /** Mean rank correlation of the importances of two rounds, -1..1. */
  correlation: number;
  correlationInterval: Interval;
  /** Mean share of the `top` largest that two rounds have in common, 0..1. */
  overlap: number;
  overlapInterval: Interval;
}

const LEAST_ROUNDS = 3;

/**
 * Whether importances, or the sizes of explanations, stay what they are from one resample, or one period, to another.
 *
 * The mean over pairs of rounds of Spearman's correlation, and of the share of the `top` largest that both have; equal values
 * by place. Intervals by the jackknife over rounds, mean +- t sqrt((m - 1) / m sum (mean without round i - their mean)^2), cut
 * at what is possible. The values of a round stand in the order of the columns, the same in each, not in that of their size, as
 * `permutationImportance` gives them. At least 3 rounds, 4 over time. O(rounds^3 + rounds^2 columns log columns).
 * Source: A. Kalousis, J. Prados and M. Hilario (2007), Stability of feature selection algorithms, Knowledge and Information
 * Systems 12, 95-116; B. Efron and C. Stein (1981), The jackknife estimate of variance, Annals of Statistics 9, 586-596.
 *
 * @throws RangeError for rounds of different lengths or of one column, importances that are not finite or all the same, and a
 *   `top` outside of 1 .. columns.
 */
export function importanceStability(
  rounds: readonly ArrayLike<number>[],
  { top, over = 'resamples', confidence = 0.95 }: StabilityOptions,
): ImportanceStability | InsufficientData {
  const refusal = tooFew(over === 'time' ? LEAST_ROUNDS + 1 : LEAST_ROUNDS, rounds);
  if (refusal) return refusal;
  const columns = rounds[0]?.length ?? 0;
  if (rounds.some(({ length }) => length !== columns))
    throw new RangeError('all rounds are of the same columns');
  if (!(Number.isInteger(top) && top >= 1 && top <= columns)) {
    throw new RangeError(`top is whole, 1 .. ${columns}, got ${top}`);
  }
  const best = rounds.map((round) => largestOf(round, top));
  const pairs: Pair[] = [];
  rounds.forEach((first, i) => {
    rounds.forEach((second, j) => {
      if (over === 'time' ? j !== i + 1 : j <= i) return;
      const correlation = rankCorrelation(first, second);
      if (correlation === null)
        throw new RangeError(`the importances of round ${i} or ${j} are all the same`);
      const both = [...(best[i] ?? [])].filter((column) => best[j]?.has(column)).length;
      pairs.push({ i, j, correlation, overlap: both / top });
    });
  });
  const t = studentQuantile(0.5 + confidence / 2, rounds.length - 1);
  const correlation = jackknife(pairs, 'correlation', { rounds: rounds.length, t, least: -1 });
  const overlap = jackknife(pairs, 'overlap', { rounds: rounds.length, t, least: 0 });
  return {
    ...{ status: 'estimated', correlation: correlation.mean, correlationInterval: correlation.interval },
    ...{ overlap: overlap.mean, overlapInterval: overlap.interval },
  };
}

interface Pair {
  i: number;
  j: number;
  correlation: number;
  overlap: number;
}

function largestOf(round: ArrayLike<number>, top: number): Set<number> {
  const order = Array.from(round, (_, column) => column);
  order.sort((a, b) => (round[b] ?? 0) - (round[a] ?? 0) || a - b);
  return new Set(order.slice(0, top));
}

function jackknife(
  pairs: readonly Pair[],
  what: 'correlation' | 'overlap',
  { rounds, t, least }: { rounds: number; t: number; least: number },
): { mean: number; interval: Interval } {
  const meanOf = (some: readonly Pair[]) => some.reduce((sum, pair) => sum + pair[what], 0) / some.length;
  const without = Array.from({ length: rounds }, (_, left) =>
    meanOf(pairs.filter(({ i, j }) => i !== left && j !== left)),
  );
  const centre = without.reduce((sum, one) => sum + one / rounds, 0);
  const squares = without.reduce((sum, one) => sum + (one - centre) ** 2, 0);
  const mean = meanOf(pairs);
  const half = t * Math.sqrt(((rounds - 1) / rounds) * squares);
  return { mean, interval: { low: Math.max(least, mean - half), high: Math.min(1, mean + half) } };
}
