import { looked } from './attend.ts';
import { headOf, ROWS } from './attention.ts';
import { opinion, type Experts } from './experts.ts';
import { keep, keepPlaces, type JournalEntry } from './journal.ts';
import { forEachMoved } from './linear-expert.ts';
import type { Truth } from './mixer.ts';
import type { Scores } from './score.ts';

/** Keeps everything in the experts that learning the row last scored may move. */
export function keepExperts(
  experts: Experts,
  { scores, truth, contexts }: { scores: Scores; truth: Truth; contexts: number },
  entry: JournalEntry,
): void {
  const { linear, attention, trust, favourWeights, confidence } = experts;
  const [keepSquare, keepWeight] = [keepPlaces(entry, linear.squares), keepPlaces(entry, linear.weights)];
  forEachMoved(linear, { count: scores.count, truth }, (array, at) => {
    if (array === linear.squares) keepSquare(at);
    else keepWeight(at);
  });
  const row = opinion.favour * contexts * 2;
  keep(entry, favourWeights.subarray(row, row + contexts * 2));
  for (const whole of [trust, confidence, attention.amountGaps, attention.ages, attention.ranks]) {
    keep(entry, whole.subarray(0));
  }
  const keepShared = keepPlaces(entry, attention.shared);
  for (let index = 0; index < looked.count; index++) {
    const at = (looked.shared[index] ?? 0) * 2;
    keepShared(at);
    keepShared(at + 1);
  }
  keepRow(experts, entry);
}

/** Keeps what remembering the row overwrites. */
function keepRow({ attention }: Experts, entry: JournalEntry): void {
  const { labels, days, amounts, keys, previous, heads, width } = attention;
  const slot = attention.count & (ROWS - 1);
  for (const array of [labels, days, amounts]) keep(entry, array.subarray(slot, slot + 1));
  for (const array of [keys, previous]) keep(entry, array.subarray(slot * width, (slot + 1) * width));
  for (let index = 0; index < width; index++) {
    const head = headOf(opinion.row.keys[index] ?? 0);
    keep(entry, heads.subarray(head, head + 2));
  }
}
