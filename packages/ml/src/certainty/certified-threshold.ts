import type { Judged } from '../calibration/index.ts';
import { clopperPearsonUpper, type InsufficientData } from '../statistics/index.ts';
import { checkBound, labelsNeeded, passes, type ShareBound } from './labels-needed.ts';

/** Decisions of this confidence and above may be made unseen. */
export interface Certificate {
  status: 'certified';
  threshold: number;
  /** Labels at or above the threshold, and how many of them were wrong. */
  n: number;
  wrong: number;
  /** Clopper and Pearson's bound of these labels by themselves, at 1 - risk. What is promised is `maxWrong`, not this. */
  upperBound: number;
}

/** There were labels enough, but too many of the most confident ones were wrong. */
export interface NotCertified {
  status: 'not_certified';
  n: number;
  wrong: number;
  upperBound: number;
}

export type CertificateResult = Certificate | NotCertified | InsufficientData;

/** By how much each set that is tested is larger than the one before. */
const GROWTH = 1.15;

/**
 * The lowest confidence from which on decisions may be made unseen, such that at most the share `maxWrong` of them is wrong
 * with probability 1 - risk.
 *
 * The labels, most confident first, are tested in sets of growing size, by the exact binomial tail: does a set this good
 * come with probability `risk` at most, were the share wrong as large as the bound? The first set that fails ends it. As the
 * order of the sets is fixed by the confidences, and the testing stops at a failure, no correction for their number is
 * needed. Sets: 2 n0 labels, then 15 % more each, n0 = the labels needed without a wrong one; with fewer than
 * 2 n0 labels the whole once. Equal confidences stand together. O(n log n).
 * Source: A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan and L. Lei (2021), Learn then test, arXiv:2110.01052;
 * fixed-sequence testing: P. Bauer (1991), Statistics in Medicine 10, 871-890.
 *
 * What is not promised: anything of decisions that are not like the labelled ones (later ones when habits change, other
 * payees), of single months or payees, or of the best of several certificates: reissued every day, some certificate
 * will be broken far more often than `risk`. Nor of the certificates that are given, among themselves: where the share wrong
 * is just above the bound hardly one in ten ledgers gets one, and each of those is broken.
 *
 * @throws RangeError for a bound that is none, or a confidence that is no number.
 */
export function certifyThreshold(judged: readonly Judged[], bound: ShareBound): CertificateResult {
  checkBound('certifyThreshold', bound);
  judged.forEach(({ confidence }, index) => {
    if (Number.isFinite(confidence)) return;
    throw new RangeError(`certifyThreshold needs confidences, got ${confidence} at ${index}`);
  });
  const needed = labelsNeeded(bound);
  if (judged.length < needed) return { status: 'insufficient_data', needed, has: judged.length };
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  const counts = { n: 0, wrong: 0 };
  let best: Certificate | null = null;
  for (let size = Math.min(2 * needed, sorted.length); ; size = Math.max(counts.n + 1, counts.n * GROWTH)) {
    countTo(sorted, Math.min(Math.ceil(size), sorted.length), counts);
    const { n, wrong } = counts;
    const upperBound = clopperPearsonUpper(wrong, n, 1 - bound.risk);
    if (!passes(wrong, n, bound)) return best ?? { status: 'not_certified', n, wrong, upperBound };
    best = { status: 'certified', threshold: sorted[n - 1]?.confidence ?? 1, n, wrong, upperBound };
    if (n === sorted.length) return best;
  }
}

/** Counts on to the first `size` labels, and those of the same confidence as the last of them. */
function countTo(sorted: readonly Judged[], size: number, counts: { n: number; wrong: number }): void {
  while (
    counts.n < size ||
    (counts.n < sorted.length && sorted[counts.n]?.confidence === sorted[counts.n - 1]?.confidence)
  ) {
    if (!sorted[counts.n]?.isRight) counts.wrong += 1;
    counts.n += 1;
  }
}
