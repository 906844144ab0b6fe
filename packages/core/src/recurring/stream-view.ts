import { dateOfDayNumber, dayNumber, type LocalDate } from '../calendar/index.ts';
import type {
  MonthlyTotal,
  RecurringStream,
  StreamPayment,
  StreamShape,
  StreamVerdict,
} from './recurring.schema.ts';
import { dueDay, nearestDue } from './schedule.ts';
import { monthlyAmountOf, standingOf } from './standing.ts';

type Named = Pick<
  RecurringStream,
  'id' | 'payeeId' | 'payeeName' | 'accountId' | 'accountName' | 'currency' | 'logEvidence'
>;

/** A stream as it is shown on a day. */
export function streamView(
  stream: Named & { shape: StreamShape; verdict: StreamVerdict },
  today: LocalDate,
): RecurringStream {
  const { id, payeeId, payeeName, accountId, accountName, currency, logEvidence, shape, verdict } = stream;
  const { paymentCount, firstDate, lastDate } = shape;
  const { typicalAmountMinor, leastAmountMinor, mostAmountMinor } = shape;
  const { status, missed, next } = standingOf(shape, verdict, today);
  return {
    ...{ id, payeeId, payeeName, accountId, accountName, currency, logEvidence },
    ...verdict,
    ...{ status, next, missedInRow: missed.length, cadence: shape.schedule.cadence },
    ...{ paymentCount, firstDate, lastDate, typicalAmountMinor, leastAmountMinor, mostAmountMinor },
    monthlyAmountMinor: monthlyAmountOf(shape),
  };
}

/** By currency, what goes on and was not dismissed comes to in a month on average. */
export function totalPerMonth(streams: readonly RecurringStream[]): MonthlyTotal[] {
  const active = streams.filter(({ verdict, status }) => verdict !== 'dismissed' && status !== 'ended');
  return [...Map.groupBy(active, ({ currency }) => currency)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, ofCurrency]) => {
      const sum = (sign: 1 | -1) =>
        ofCurrency.reduce((total, { monthlyAmountMinor: one }) => total + (one * sign > 0 ? one : 0), 0);
      return { currency, inMinor: sum(1), outMinor: sum(-1), streams: ofCurrency.length };
    });
}

/** The payments of a stream with the day that each was due, newest first. */
export function paymentsWithDue(
  { schedule }: StreamShape,
  payments: readonly Omit<StreamPayment, 'dueDate'>[],
): StreamPayment[] {
  return payments
    .map(({ transactionId, date, amountMinor }) => {
      const dueDate = dateOfDayNumber(dueDay(schedule, nearestDue(schedule, dayNumber(date))));
      return { transactionId, date, dueDate, amountMinor };
    })
    .reverse();
}
