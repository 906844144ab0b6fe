import type { InsufficientData } from '../statistics/index.ts';

/** A transaction of a card on a day, with the score that it is fraud. */
export interface CardTransaction {
  day: number;
  card: string | number;
  score: number;
  isFraud: boolean;
}

/**
 * Card precision at k: of the k cards that are looked at each day, the share that had a fraud that day; the mean over days.
 *
 * A card's score is its highest of the day. A card that was found is blocked: it is left out of later days. Days on which
 * fewer than k cards are left are still divided by k. Equal scores in the order of their cards' first transaction.
 * O(n log n).
 * Source: Y.-A. Le Borgne et al. (2022), Reproducible machine learning for credit card fraud detection, chapter 4.
 *
 * @throws RangeError unless k is whole and above 0, for a day that is not finite, and for a score that is NaN.
 */
export function cardPrecision(
  transactions: readonly CardTransaction[],
  k: number,
): number | InsufficientData {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`cardPrecision needs a number of cards, got ${k}`);
  transactions.forEach(({ day, score }, index) => {
    if (Number.isFinite(day) && !Number.isNaN(score)) return;
    throw new RangeError(`cardPrecision needs a day and a score, got ${day} and ${score} at ${index}`);
  });
  if (transactions.length === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  const days = [...Map.groupBy(transactions, ({ day }) => day)].sort(([a], [b]) => a - b);
  const blocked = new Set<string | number>();
  let sum = 0;
  for (const [, ofDay] of days) {
    const cards = new Map<string | number, { score: number; isFraud: boolean }>();
    for (const { card, score, isFraud } of ofDay) {
      if (blocked.has(card)) continue;
      const known = cards.get(card);
      if (known) cards.set(card, { score: Math.max(known.score, score), isFraud: known.isFraud || isFraud });
      else cards.set(card, { score, isFraud });
    }
    const found = [...cards]
      .sort(([, a], [, b]) => b.score - a.score)
      .slice(0, k)
      .filter(([, { isFraud }]) => isFraud);
    for (const [card] of found) blocked.add(card);
    sum += found.length / k;
  }
  return sum / days.length;
}
