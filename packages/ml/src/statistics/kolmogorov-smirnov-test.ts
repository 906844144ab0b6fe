import { checkSamples, tooFew, type TestResult } from './test-result.ts';

/** Up to so many pairs the exact distribution is counted. */
const EXACT_PAIRS = 4_000_000;

/**
 * The two-sample Kolmogorov-Smirnov test: the largest distance between the two empirical distribution functions.
 *
 * D = max |F1 - F2|. Exact for up to 4 million pairs n1 n2: the share of lattice paths from (0, 0) to (n1, n2) that stay
 * strictly within D of the diagonal, by J. L. Hodges (1958), The significance probability of the Smirnov two-sample test,
 * Arkiv foer Matematik 3, 469-486. Beyond that Kolmogorov's limit, 2 sum (-1)^(k-1) exp(-2 k^2 x^2) with
 * x = D sqrt(n1 n2 / (n1 + n2)). With ties the exact p is an upper bound. O(n log n + n1 n2).
 *
 * @throws RangeError for a value that is not finite.
 */
export function kolmogorovSmirnovTest(first: ArrayLike<number>, second: ArrayLike<number>): TestResult {
  checkSamples('kolmogorovSmirnovTest', first, second);
  const refusal = tooFew(1, first, second);
  if (refusal) return refusal;
  const [n1, n2] = [first.length, second.length];
  const steps = largestGap(Float64Array.from(first).sort(), Float64Array.from(second).sort());
  const statistic = steps / (n1 * n2);
  const isExact = n1 * n2 <= EXACT_PAIRS;
  const pValue = isExact
    ? 1 - shareWithin(steps, n1, n2)
    : limitTail(statistic * Math.sqrt((n1 * n2) / (n1 + n2)));
  return { status: 'tested', statistic, pValue: Math.min(1, Math.max(0, pValue)), isExact };
}

/** n1 n2 D, a whole number: |i n2 - j n1| at its largest, after i and j values of the samples. */
function largestGap(first: Float64Array, second: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const value = Math.min(first[i] ?? 0, second[j] ?? 0);
    while (i < first.length && first[i] === value) i += 1;
    while (j < second.length && second[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i * second.length - j * first.length));
  }
  return largest;
}

/** The share of paths whose |i n2 - j n1| stays below `gap`; as probabilities of a fair shuffle, so nothing overflows. */
function shareWithin(gap: number, n1: number, n2: number): number {
  if (gap === 0) return 0;
  let row = new Float64Array(n2 + 1);
  row[0] = 1;
  for (let i = 0; i <= n1; i++) {
    const next = new Float64Array(n2 + 1);
    for (let j = 0; j <= n2; j++) {
      if (Math.abs(i * n2 - j * n1) >= gap) continue;
      if (i === 0 && j === 0) {
        next[0] = 1;
        continue;
      }
      // The i-th of i + j values is of the first sample with probability i / (i + j), seen from the end.
      const fromFirst = i > 0 ? ((row[j] ?? 0) * i) / (i + j) : 0;
      const fromSecond = j > 0 ? ((next[j - 1] ?? 0) * j) / (i + j) : 0;
      next[j] = fromFirst + fromSecond;
    }
    row = next;
  }
  return row[n2] ?? 0;
}

function limitTail(x: number): number {
  if (x < 0.2) return 1;
  let tail = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x);
    tail += k % 2 === 1 ? term : -term;
    if (term < 1e-17) break;
  }
  return 2 * tail;
}
