import { checkSamples, tooFew, type TestResult } from './test-result.ts';

/** Up to so many points of the lattice the exact distribution is counted, about a tenth of a second. */
const EXACT_POINTS = 20_000_000;

/**
 * The two-sample Kolmogorov-Smirnov test: the largest distance between the two empirical distribution functions.
 *
 * D = max |F1 - F2|. Exact: the share of lattice paths from (0, 0) to (n1, n2) that get as far as D from the diagonal,
 * counted within that band (J. L. Hodges, 1958, The significance probability of the Smirnov two-sample test, Arkiv foer
 * Matematik 3, 469-486). Where the band has more than 20 million points, Kolmogorov's limit, 2 sum (-1)^(k-1)
 * exp(-2 k^2 x^2) with x = D sqrt(n1 n2 / (n1 + n2)). With ties p is an upper bound. O(n log n + D n1 n2).
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
  const isExact = 2 * steps <= EXACT_POINTS;
  const pValue = isExact
    ? shareBeyond(steps, n1, n2)
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

/** The share of paths on which |i n2 - j n1| reaches `gap`: counted as such, so that a tiny one keeps its digits. */
function shareBeyond(gap: number, n1: number, n2: number): number {
  if (gap === 0) return 1;
  // Of the paths to (i, j), the last step is of the first sample for i / (i + j) of them.
  const row = new Float64Array(n2 + 1).fill(1);
  for (let i = 0; i <= n1; i++) {
    const from = Math.max(0, Math.floor((i * n2 - gap) / n1) + 1);
    const to = Math.min(n2, Math.ceil((i * n2 + gap) / n1) - 1);
    let before = 1;
    for (let j = from; j <= to; j++) {
      const above = row[j] ?? 1;
      if (i + j === 0) before = 0;
      else if (i > 0) before = j === 0 ? above : (above * i + before * j) / (i + j);
      row[j] = before;
    }
  }
  return row[n2] ?? 1;
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
