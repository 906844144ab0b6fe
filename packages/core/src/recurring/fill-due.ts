import { CADENCES, dueDay, nearestDue, type Schedule } from './schedule.ts';
import type { DatedAmount } from './shape-stream.ts';

/** Amounts further apart than this are hardly of one stream. */
const MOST_RATIO = 1.4;

interface Followed<Payment> {
  schedule: Schedule;
  /** By day, at least one. */
  payments: readonly Payment[];
}

/**
 * A stream with what came in place of a payment that was due: late and dearer, it looks like no part of it by itself. Taken is
 * what is alone within the tolerance of a due day that nothing was for, about as much as the payment before, and behind the
 * last payment only where no due day is passed over.
 */
export function fillDue<Payment extends DatedAmount>(
  { schedule, payments }: Followed<Payment>,
  free: readonly Payment[],
): Payment[] {
  const { tolerance } = CADENCES[schedule.cadence];
  const dueOf = ({ day }: Payment) => nearestDue(schedule, day);
  const isNear = (payment: Payment) => Math.abs(payment.day - dueDay(schedule, dueOf(payment))) <= tolerance;
  const candidates = Map.groupBy(free.filter(isNear), dueOf);
  const byDue = new Map(payments.map((payment) => [dueOf(payment), payment]));
  const last = Math.max(...byDue.keys());
  const filled: Payment[] = [];
  let before = payments[0];
  for (let due = Math.min(...byDue.keys()); before !== undefined; due++) {
    const [only, ...others] = candidates.get(due) ?? [];
    const fits = only && others.length === 0 && areAlike(before, only) ? only : undefined;
    const payment = byDue.get(due) ?? fits;
    if (payment) filled.push(payment);
    // In front of the last payment a gap is no end.
    before = payment ?? (due < last ? before : undefined);
  }
  return filled;
}

function areAlike(one: DatedAmount, other: DatedAmount): boolean {
  const ratio = Math.abs(other.amountMinor / one.amountMinor);
  return ratio <= MOST_RATIO && ratio >= 1 / MOST_RATIO;
}
