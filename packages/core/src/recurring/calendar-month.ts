import { dateOfDayNumber, dayNumber, type LocalDate } from '../calendar/index.ts';
import type { CalendarEntry, CalendarMonth, StreamShape, StreamVerdict } from './recurring.schema.ts';
import { dueDay, firstDueFrom, nearestDue } from './schedule.ts';
import { standingOf } from './standing.ts';

/** A stream with those of its payments that lie in or near the month. */
export interface CalendarStream {
  id: string;
  name: string;
  currency: string;
  shape: StreamShape;
  verdict: Pick<StreamVerdict, 'endedOn'>;
  payments: readonly { transactionId: string; date: LocalDate; amountMinor: number }[];
}

/** What was paid in a month, what is still expected, and what did not come. */
export function calendarMonth(
  streams: readonly CalendarStream[],
  month: string,
  today: LocalDate,
): CalendarMonth {
  const entries = streams
    .flatMap((stream) => [...seenIn(stream, month), ...dueIn(stream, month, today)])
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.name < b.name ? -1 : 1));
  const currencies = [...new Set(entries.map(({ currency }) => currency))].sort();
  return {
    ...{ month, previous: stepMonth(month, -1), next: stepMonth(month, 1), today, entries },
    totals: currencies.map((currency) => totalOf(entries, currency)),
  };
}

/** The month so many months after another one. */
export function stepMonth(month: string, steps: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + steps;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

function seenIn({ id, name, currency, shape, payments }: CalendarStream, month: string): CalendarEntry[] {
  const { schedule } = shape;
  return payments
    .filter(({ date }) => date.startsWith(month))
    .map(({ transactionId, date, amountMinor }) => {
      const dueDate = dateOfDayNumber(dueDay(schedule, nearestDue(schedule, dayNumber(date))));
      return { streamId: id, name, date, dueDate, state: 'seen', amountMinor, currency, transactionId };
    });
}

/** Due days of the month that no payment was for, from the first payment of the stream to its end. */
function dueIn(stream: CalendarStream, month: string, today: LocalDate): CalendarEntry[] {
  const { id, name, currency, shape, verdict, payments } = stream;
  const { schedule, firstDue, lastDue } = shape;
  const { missed, endedOn } = standingOf(shape, verdict, today);
  const paid = new Set(payments.map(({ date }) => nearestDue(schedule, dayNumber(date))));
  const entries: CalendarEntry[] = [];
  const from = firstDueFrom(schedule, dayNumber(`${month}-01`));
  for (let due = Math.max(from, firstDue); ; due++) {
    const date = dateOfDayNumber(dueDay(schedule, due));
    if (!date.startsWith(month) || (endedOn !== null && date > endedOn)) return entries;
    if (paid.has(due)) continue;
    const state = due < lastDue || missed.includes(date) ? 'missed' : 'expected';
    const amountMinor = state === 'expected' ? shape.nextAmountMinor : shape.typicalAmountMinor;
    entries.push({
      ...{ streamId: id, name, date, dueDate: date, state, amountMinor, currency },
      transactionId: null,
    });
  }
}

function totalOf(entries: readonly CalendarEntry[], currency: string): CalendarMonth['totals'][number] {
  const sum = (state: CalendarEntry['state'], sign: 1 | -1) =>
    entries
      .filter((entry) => entry.currency === currency && entry.state === state && entry.amountMinor * sign > 0)
      .reduce((total, { amountMinor }) => total + amountMinor, 0);
  return {
    currency,
    ...{ seenInMinor: sum('seen', 1), seenOutMinor: sum('seen', -1) },
    ...{ expectedInMinor: sum('expected', 1), expectedOutMinor: sum('expected', -1) },
  };
}
