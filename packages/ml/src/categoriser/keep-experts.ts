import { looked } from './attend.ts';
import { headOf, recordWords, ROWS } from './attention.ts';
import { opinion, type Experts } from './experts.ts';
import { keep, keepPlaces, type JournalEntry } from './journal.ts';
import { forEachMoved } from './linear-expert.ts';
import type { Truth } from './mixer.ts';
import type { Scores } from './score.ts';
import { chosen, type SelectedWeights } from './selected-weights.ts';
import type { Weights } from './weights.ts';

/** Keeps everything in the experts that learning the row last scored may move. */
export function keepExperts(
  experts: Experts,
  { scores, truth }: { scores: Scores; truth: Truth },
  entry: JournalEntry,
): void {
  const { linear, attention, trust, selected, confidence } = experts;
  const [keepSquare, keepWeight] = [keepPlaces(entry, linear.squares), keepPlaces(entry, linear.weights)];
  forEachMoved(linear, { count: scores.count, truth }, (array, at) => {
    if (array === linear.squares) keepSquare(at);
    else keepWeight(at);
  });
  keepSelected(selected, entry);
  for (const whole of [trust, confidence, attention.amountGaps, attention.ages, attention.ranks]) {
    keep(entry, whole.subarray(0));
  }
  const keepShared = keepPlaces(entry, attention.shared);
  for (let index = 0; index < looked.sharedCount; index++) {
    const at = (looked.shared[index] ?? 0) * 2;
    keepShared(at);
    keepShared(at + 1);
  }
  keepRow(experts, entry);
}

/** Keeps what remembering the row overwrites. */
function keepRow({ attention }: Experts, entry: JournalEntry): void {
  const { records, heads, width } = attention;
  const record = (attention.count & (ROWS - 1)) * recordWords(width);
  keep(entry, records.subarray(record, record + recordWords(width)));
  for (let index = 0; index < width; index++) {
    const head = headOf(opinion.row.keys[index] ?? 0);
    keep(entry, heads.subarray(head, head + 2));
  }
}

/** Keeps every weight that `stepSelected` may move. */
function keepSelected({ favour, seen, firstColumn }: SelectedWeights, entry: JournalEntry): void {
  const length = chosen.width * 2;
  const keepLine = (weights: Weights, line: number) => {
    keep(entry, weights.subarray(line * length, (line + 1) * length));
  };
  keepLine(favour, chosen.favour);
  keepLine(seen, chosen.seen);
  if (chosen.firstColumn >= 0) keepLine(firstColumn, chosen.firstColumn);
}
