import { dayNumber } from '@steward/core/calendar';
import type { GeneratedLedger } from './generated-ledger.ts';
import type { Payment } from './find.ts';

/** What a stream is that thresholds found: its payments and how often it comes. */
export interface Guess {
  cadence: string;
  payments: Payment[];
}

const PERIODS: readonly [cadence: string, days: number, slack: number][] = [
  ['weekly', 7, 1],
  ['fortnightly', 14, 2],
  ['monthly', 30.4, 4],
  ['quarterly', 91.3, 8],
  ['yearly', 365.2, 12],
];

/**
 * The rule that is usual elsewhere: at least three payments of one payee, each within a fifth of their median amount, whose
 * median gap is near a period and four of five gaps too.
 */
export function findByThresholds({ payments }: Pick<GeneratedLedger, 'payments'>): Guess[] {
  return [...Map.groupBy(payments, ({ payee }) => payee).values()].flatMap((all) => {
    const middle = medianOf(all.map(({ amountMinor }) => Math.abs(amountMinor)));
    const list = all
      .filter(({ amountMinor }) => Math.abs(Math.abs(amountMinor) - middle) <= middle / 5)
      .toSorted((a, b) => (a.date < b.date ? -1 : 1));
    const days = list.map(({ date }) => dayNumber(date));
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
    if (list.length < 3) return [];
    const period = PERIODS.find(([, length, slack]) => {
      const near = gaps.filter((gap) => Math.abs(gap - length) <= slack).length;
      return Math.abs(medianOf(gaps) - length) <= slack && near >= 0.8 * gaps.length;
    });
    return period ? [{ cadence: period[0], payments: list }] : [];
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
