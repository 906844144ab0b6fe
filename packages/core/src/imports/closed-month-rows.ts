import { closedMonthOf, type ClosedMonth } from '../closing/index.ts';
import type { ParsedRow, RowOutcome, RowReason } from './imports.schema.ts';

interface Judged {
  outcome: RowOutcome;
  reason: RowReason;
}

interface RowDays extends Pick<ParsedRow, 'date'> {
  /** The day of the pending transaction that the row would book; null where it books none. */
  pendingDate: string | null;
}

/**
 * A row that would come into a closed month, or book what is pending in one, is refused; what is no new row stays what it is.
 */
export function refuseInClosedMonth<T extends Judged>(
  judged: T,
  { date, pendingDate }: RowDays,
  closed: readonly ClosedMonth[],
): T | { outcome: 'error'; reason: RowReason } {
  if (judged.outcome === 'duplicate') return judged;
  const ofPending = pendingDate === null ? null : closedMonthOf(pendingDate, closed);
  const month = closedMonthOf(date, closed) ?? ofPending;
  if (month === null) return judged;
  const { startsOn } = month;
  const what = month === ofPending ? `It books what is pending since ${pendingDate ?? ''}. ` : '';
  const message = `${what}The month from ${startsOn} is closed: open it, then import the file again.`;
  return { outcome: 'error', reason: { code: 'month_closed', startsOn, message } };
}
