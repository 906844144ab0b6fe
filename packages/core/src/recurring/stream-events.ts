import { dateOfDayNumber, type LocalDate } from '../calendar/index.ts';
import type { StreamEvent, StreamEventKind, StreamShape, StreamVerdict } from './recurring.schema.ts';
import { dueDay, nearestDue } from './schedule.ts';
import { unusualAmounts, type DatedAmount } from './shape-stream.ts';
import { standingOf } from './standing.ts';

interface Watched {
  id: string;
  shape: StreamShape;
  verdict: Pick<StreamVerdict, 'endedOn'>;
  /** By day. */
  payments: readonly DatedAmount[];
}

/** Payments that make a stream. */
const FEWEST = 3;

/** All that ever happened to a stream, by date: the same events with the same ids whenever it is asked. */
export function streamEvents({ id, shape, verdict, payments }: Watched, today: LocalDate): StreamEvent[] {
  const event = (
    kind: StreamEventKind,
    date: LocalDate,
    amounts: Partial<StreamEvent> = {},
  ): StreamEvent => ({
    ...{ id: `${id}:${kind}:${date}`, streamId: id, kind, date, expectedMinor: null, amountMinor: null },
    ...amounts,
  });
  const { missed, endedOn } = standingOf(shape, verdict, today);
  const third = payments[FEWEST - 1] ?? payments.at(-1);
  const changed = unusualAmounts(payments.map(({ amountMinor }) => amountMinor)).flatMap(
    ({ index, expectedMinor }) => {
      const payment = payments[index];
      if (!payment) return [];
      const { day, amountMinor } = payment;
      return [event('amount_changed', dateOfDayNumber(day), { expectedMinor, amountMinor })];
    },
  );
  const events = [
    ...(third ? [event('new', dateOfDayNumber(third.day), { amountMinor: third.amountMinor })] : []),
    ...[...leftOut(shape, payments), ...missed].map((date) =>
      event('missed', date, { expectedMinor: shape.typicalAmountMinor }),
    ),
    ...changed,
    ...(endedOn === null ? [] : [event('ended', endedOn)]),
  ];
  return events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Due days between the first and the last payment that no payment was for. */
function leftOut(
  { schedule, firstDue, lastDue }: StreamShape,
  payments: readonly DatedAmount[],
): LocalDate[] {
  const paid = new Set(payments.map(({ day }) => nearestDue(schedule, day)));
  const dates: LocalDate[] = [];
  for (let due = firstDue + 1; due < lastDue; due++) {
    if (!paid.has(due)) dates.push(dateOfDayNumber(dueDay(schedule, due)));
  }
  return dates;
}
