import { DomainError } from '@steward/core/errors';
import {
  calendarMonth,
  paymentsWithDue,
  stepMonth,
  streamView,
  totalPerMonth,
  type CalendarInput,
  type CalendarMonth,
  type EventPage,
  type ListEventsInput,
  type ListStreamsInput,
  type RecurringStream,
  type StreamDetail,
  type StreamPage,
} from '@steward/core/recurring';
import type { WorkspaceDb } from '@steward/db/client';
import {
  countWaitingPayees,
  listEvents,
  readPayments,
  readPaymentsBetween,
  readStream,
  readStreams,
  type EventCursor,
  type StoredStream,
} from '@steward/db/recurring';
import { readToday } from './read-today.ts';
import type { RecurringRunner } from './recurring-runner.ts';

interface Scope {
  db: WorkspaceDb;
  now: () => Date;
  services: { recurring: Pick<RecurringRunner, 'start'> };
}

/** Streams by the date of the next payment; payees that changed since are looked at meanwhile. */
export async function listStreams(
  { db, now, services }: Scope,
  input: ListStreamsInput,
): Promise<StreamPage> {
  const { payeeId, cursor, limit } = input;
  const today = await readToday(db, now());
  const stored = await db.read((orm) => readStreams(orm));
  const waitingPayees = await db.read(countWaitingPayees);
  if (waitingPayees > 0) services.recurring.start(db.workspaceId);
  const views = stored.map((stream) => streamView(stream, today));
  const shown = views
    .filter((view) => isWanted(view, input) && (payeeId === undefined || view.payeeId === payeeId))
    .sort((a, b) => compare(orderOf(a), orderOf(b)));
  const after = cursor === undefined ? shown : shown.filter((view) => compare(orderOf(view), cursor) > 0);
  const items = after.slice(0, limit);
  const last = after.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? orderOf(last) : null,
    total: shown.length,
    monthly: totalPerMonth(views),
    waitingPayees,
  };
}

function isWanted(view: RecurringStream, { show, direction, cadence }: ListStreamsInput): boolean {
  const { verdict, status, typicalAmountMinor } = view;
  const place = verdict === 'dismissed' ? 'dismissed' : status === 'ended' ? 'ended' : 'active';
  if (place !== show || (cadence !== undefined && view.cadence !== cadence)) return false;
  return direction === 'all' || typicalAmountMinor > 0 === (direction === 'in');
}

/** What ended has no next date and comes by its last one, newest first: dates are turned round. */
function orderOf({ id, next, lastDate }: RecurringStream): string {
  return `${next?.date ?? `z${lastDate.replace(/\d/g, (digit) => String(9 - Number(digit)))}`} ${id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws DomainError `stream` when there is none. */
export async function getStream({ db, now }: Pick<Scope, 'db' | 'now'>, id: string): Promise<StreamDetail> {
  const stored = await db.read((orm) => readStream(orm, id));
  if (stored === null) throw noSuchStream(id);
  const today = await readToday(db, now());
  const payments = await db.read((orm) => readPayments(orm, [id]));
  const events = await db.read((orm) => listEvents(orm, { streamId: id, before: null, limit: 200 }));
  return { ...streamView(stored, today), payments: paymentsWithDue(stored.shape, payments), events };
}

export async function readCalendar(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  { month }: CalendarInput,
): Promise<CalendarMonth> {
  const today = await readToday(db, now());
  const wanted = month ?? today.slice(0, 7);
  const streams = await db.read((orm) => readStreams(orm));
  // A payment may be of a due day in the month before or after; none is further off than half a month.
  const near = await db.read((orm) =>
    readPaymentsBetween(orm, `${stepMonth(wanted, -1)}-01`, `${stepMonth(wanted, 2)}-01`),
  );
  const payments = Map.groupBy(near, ({ streamId }) => streamId);
  return calendarMonth(
    streams
      .filter(({ verdict }) => verdict.verdict !== 'dismissed')
      .map((stream) => ({
        ...stream,
        name: nameOf(stream),
        payments: payments.get(stream.id) ?? [],
      })),
    ...([wanted, today] as const),
  );
}

export async function listRecurringEvents(db: WorkspaceDb, input: ListEventsInput): Promise<EventPage> {
  const { kind, cursor, limit } = input;
  const before = cursor === undefined ? null : parseCursor(cursor);
  const events = await db.read((orm) => listEvents(orm, { ...(kind && { kind }), before, limit }));
  const streams = new Map((await db.read((orm) => readStreams(orm))).map((stream) => [stream.id, stream]));
  const last = events.length === limit ? events.at(-1) : undefined;
  return {
    items: events.flatMap((event) => {
      const stream = streams.get(event.streamId);
      return stream ? [{ ...event, name: nameOf(stream), currency: stream.currency }] : [];
    }),
    nextCursor: last ? `${last.date} ${last.id}` : null,
  };
}

function parseCursor(cursor: string): EventCursor {
  const [, date, id] = /^(\d{4}-\d{2}-\d{2}) (rec_[\w:-]+)$/.exec(cursor) ?? [];
  if (date && id) return { date, id };
  const message = 'The cursor is not one of this list.';
  throw new DomainError({ code: 'invalid', reason: 'cursor', message });
}

function nameOf({ verdict, payeeName }: StoredStream): string {
  return verdict.name ?? payeeName;
}

function noSuchStream(id: string): DomainError {
  const message = `There is no recurring stream ${id} here.`;
  return new DomainError({ code: 'not_found', reason: 'stream', message });
}
