import { periodAt, type Period } from '../budgets/index.ts';
import type { LocalDate } from '../calendar/index.ts';
import { DomainError } from '../errors/index.ts';
import type { ClosedMonth } from './closing.schema.ts';

interface Closing {
  startsOn: LocalDate;
  monthStartDay: number;
  today: LocalDate;
  closed: readonly ClosedMonth[];
}

/**
 * The days of a month that is to be closed.
 *
 * @throws DomainError `month` for a day on which none begins, `month_not_over`, or `month_overlaps` where the day on which
 * months begin was changed since another one was closed.
 */
export function monthToClose({ startsOn, monthStartDay, today, closed }: Closing): Period {
  const month = periodAt('month', startsOn, monthStartDay);
  if (month.start !== startsOn) {
    throw refusal('month', `No month begins on ${startsOn} here; months begin on day ${monthStartDay}.`);
  }
  if (month.end > today) {
    throw refusal('month_not_over', `The month from ${startsOn} is not over before ${month.end}.`);
  }
  const other = closed.find((one) => one.startsOn < month.end && one.endsBefore > month.start);
  if (other && other.startsOn !== startsOn) {
    const message = `The month from ${other.startsOn}, which is closed, has days of this one: open that first.`;
    throw refusal('month_overlaps', message);
  }
  return month;
}

/** The closed month that a day lies in. */
export function closedMonthOf(date: LocalDate, closed: readonly ClosedMonth[]): ClosedMonth | null {
  return closed.find(({ startsOn, endsBefore }) => startsOn <= date && date < endsBefore) ?? null;
}

interface Statement {
  closingBalanceMinor: number;
  reconciledMinor: number;
  /** Of what stands on the statement and was not reconciled before. */
  amountsMinor: readonly number[];
}

/** What the statement says beyond the ledger; 0 when both agree. */
export function differenceOf({ closingBalanceMinor, reconciledMinor, amountsMinor }: Statement): number {
  return closingBalanceMinor - amountsMinor.reduce((sum, amount) => sum + amount, reconciledMinor);
}

function refusal(reason: string, message: string): DomainError {
  return new DomainError({ code: 'conflict', reason, message });
}
