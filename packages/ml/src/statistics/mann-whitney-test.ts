import { normalTwoSided } from '../distributions/index.ts';
import { rankOf } from './ranks.ts';
import { checkSamples, tooFew, type TestResult } from './test-result.ts';

/** Up to this size of both samples, and without ties, the exact distribution is counted. */
const EXACT_UP_TO = 30;

/**
 * The Mann-Whitney test, two-sided, of whether values of one sample tend to be larger than those of the other.
 *
 * U = R1 - n1 (n1 + 1) / 2 by midranks. Exact without ties and with at most 30 values each: the share of arrangements
 * whose U is as far from n1 n2 / 2. Otherwise z = (|U - n1 n2 / 2| - 1/2) / s with the variance corrected for ties,
 * s^2 = n1 n2 / 12 (N + 1 - T / (N (N - 1))), T the sum of t^3 - t; all equal gives p = 1. O(n log n), exact O(n1^2 n2^2).
 * Two-sided by doubling the smaller tail: doubling the tail of one chosen side, as some do, misses shifts to the other.
 * Source: H. B. Mann and D. R. Whitney (1947), Annals of Mathematical Statistics 18, 50-60; ties: E. L. Lehmann (1975),
 * Nonparametrics, section 1.4.
 *
 * @throws RangeError for a value that is not finite.
 */
export function mannWhitneyTest(first: ArrayLike<number>, second: ArrayLike<number>): TestResult {
  checkSamples('mannWhitneyTest', first, second);
  const refusal = tooFew(1, first, second);
  if (refusal) return refusal;
  const [n1, n2] = [first.length, second.length];
  const pooled = new Float64Array(n1 + n2);
  pooled.set(Array.from(first));
  pooled.set(Array.from(second), n1);
  const { ranks, tieTerm } = rankOf(pooled);
  let rankSum = 0;
  for (let index = 0; index < n1; index++) rankSum += ranks[index] ?? 0;
  const statistic = rankSum - (n1 * (n1 + 1)) / 2;
  const isExact = tieTerm === 0 && Math.max(n1, n2) <= EXACT_UP_TO;
  const pValue = isExact ? exactTail(statistic, n1, n2) : normalTail(statistic, { n1, n2, tieTerm });
  return { status: 'tested', statistic, pValue, isExact };
}

interface Sizes {
  n1: number;
  n2: number;
  tieTerm: number;
}

function normalTail(statistic: number, { n1, n2, tieTerm }: Sizes): number {
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - tieTerm / (n * (n - 1)));
  if (!(variance > 0)) return 1;
  const away = Math.max(0, Math.abs(statistic - (n1 * n2) / 2) - 0.5);
  return normalTwoSided(away / Math.sqrt(variance));
}

/** Counts the arrangements by their U, adding the values of the first sample one by one. */
function exactTail(statistic: number, n1: number, n2: number): number {
  const most = n1 * n2;
  // ways[i][u]: ways to choose i of the values seen so far with sum of their U equal to u, as shares of all.
  let ways = Array.from({ length: n1 + 1 }, () => new Float64Array(most + 1));
  const none = ways[0];
  if (none) none[0] = 1;
  for (let seen = 1; seen <= n1 + n2; seen++) {
    const next = ways.map((counts) => counts.slice());
    for (let chosen = 1; chosen <= Math.min(n1, seen); chosen++) {
      // The value of rank `seen` taken as the `chosen`-th has seen - chosen of the second sample below it.
      const below = seen - chosen;
      if (below > n2) continue;
      const [from, to] = [ways[chosen - 1], next[chosen]];
      for (let u = 0; from && to && u + below <= most; u++)
        to[u + below] = (to[u + below] ?? 0) + (from[u] ?? 0);
    }
    ways = next;
  }
  const counts = ways[n1] ?? new Float64Array();
  const all = counts.reduce((total, count) => total + count, 0);
  const low = Math.min(statistic, most - statistic);
  let tail = 0;
  for (let u = 0; u <= low; u++) tail += counts[u] ?? 0;
  return Math.min(1, (2 * tail) / all);
}
