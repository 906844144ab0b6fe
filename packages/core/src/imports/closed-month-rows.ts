import { closedMonthOf, type ClosedMonth } from '../closing/index.ts';
import type { ParsedRow, RowOutcome, RowReason } from './imports.schema.ts';

interface Judged {
  outcome: RowOutcome;
  reason: RowReason;
}

/** A row that would come into a closed month is refused; what is no new row stays what it is. */
export function refuseInClosedMonth<T extends Judged>(
  judged: T,
  { date }: Pick<ParsedRow, 'date'>,
  closed: readonly ClosedMonth[],
): T | { outcome: 'error'; reason: RowReason } {
  const month = judged.outcome === 'duplicate' ? null : closedMonthOf(date, closed);
  if (month === null) return judged;
  const { startsOn } = month;
  const message = `The month from ${startsOn} is closed: open it, then import the file again.`;
  return { outcome: 'error', reason: { code: 'month_closed', startsOn, message } };
}
