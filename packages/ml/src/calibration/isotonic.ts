/** Shares at scores, both rising; between them a line, beyond them the nearest. */
export interface IsotonicCalibration {
  method: 'isotonic';
  scores: number[];
  shares: number[];
}

interface Block {
  low: number;
  high: number;
  n: number;
  sum: number;
}

/**
 * Isotonic calibration: of all rising functions of the score the one that is nearest to the truths, by pooling adjacent
 * violators. Follows any rising shape, but needs some hundred labels to do so; its ends may say 0 and 1. Equal
 * scores are one. O(n log n).
 * Source: M. Ayer et al. (1955), Annals of Mathematical Statistics 26, 641-647; B. Zadrozny and C. Elkan (2002), KDD.
 */
export function fitIsotonic(scores: Float64Array, truths: Float64Array): IsotonicCalibration {
  const order = Array.from(scores, (_, index) => index).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const blocks: Block[] = [];
  for (const index of order) {
    const [score, truth] = [scores[index] ?? 0, truths[index] ?? 0];
    const last = blocks.at(-1);
    if (last && last.high === score) {
      last.n += 1;
      last.sum += truth;
      continue;
    }
    pool(blocks);
    blocks.push({ low: score, high: score, n: 1, sum: truth });
  }
  pool(blocks);
  const ends = blocks.flatMap(({ low, high, n, sum }) =>
    low === high ? [[low, sum / n] as const] : [[low, sum / n] as const, [high, sum / n] as const],
  );
  return { method: 'isotonic', scores: ends.map(([score]) => score), shares: ends.map(([, share]) => share) };
}

/** Joins the last blocks while the share falls from one to the next. */
function pool(blocks: Block[]): void {
  for (;;) {
    const [before, last] = [blocks.at(-2), blocks.at(-1)];
    if (!before || !last || before.sum / before.n < last.sum / last.n) return;
    blocks.splice(-2, 2, {
      low: before.low,
      high: last.high,
      n: before.n + last.n,
      sum: before.sum + last.sum,
    });
  }
}

export function applyIsotonic({ scores, shares }: IsotonicCalibration, score: number): number {
  let [low, high] = [0, scores.length - 1];
  if (score <= (scores[low] ?? 0)) return shares[low] ?? 0;
  if (score >= (scores[high] ?? 0)) return shares[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((scores[middle] ?? 0) <= score) low = middle;
    else high = middle;
  }
  const [from, to] = [scores[low] ?? 0, scores[high] ?? 0];
  const [start, end] = [shares[low] ?? 0, shares[high] ?? 0];
  return start + ((end - start) * (score - from)) / (to - from);
}
