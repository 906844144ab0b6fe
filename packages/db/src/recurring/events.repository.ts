import type { StreamEvent, StreamEventKind } from '@steward/core/recurring';
import { and, desc, eq, exists, inArray, or, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { recurringEvent, recurringStream, recurringVerdict } from './recurring.table.ts';

export interface EventCursor {
  date: string;
  id: string;
}

const columns = {
  id: recurringEvent.id,
  streamId: recurringEvent.streamId,
  kind: recurringEvent.kind,
  date: recurringEvent.date,
  expectedMinor: recurringEvent.expectedMinor,
  amountMinor: recurringEvent.amountMinor,
};

/** The events of these streams are those given and no others; one that stands keeps the time at which it was noticed. */
export async function replaceEvents(
  tx: WriteTx,
  streamIds: readonly string[],
  { events, at }: { events: readonly StreamEvent[]; at: Date },
): Promise<void> {
  const standing = await tx.orm
    .select(columns)
    .from(recurringEvent)
    .where(inArray(recurringEvent.streamId, [...streamIds]));
  const before = new Map(standing.map((event) => [event.id, JSON.stringify(event)]));
  const after = new Map(events.map((event) => [event.id, event]));
  const fresh = [...after.values()].filter(
    (event) => before.get(event.id) !== JSON.stringify(inOrder(event)),
  );
  const gone = [...before.keys()].filter((id) => !after.has(id) || fresh.some((event) => event.id === id));
  for (const id of gone) await tx.orm.delete(recurringEvent).where(eq(recurringEvent.id, id));
  await tx.insertMany(
    'recurring_event',
    ['id', 'stream_id', 'kind', 'date', 'expected_minor', 'amount_minor', 'noticed_at'],
    fresh.map(({ id, streamId, kind, date, expectedMinor, amountMinor }) => [
      ...[id, streamId, kind, date, expectedMinor, amountMinor, at.getTime()],
    ]),
  );
}

/** As the columns are read. */
function inOrder({ id, streamId, kind, date, expectedMinor, amountMinor }: StreamEvent): StreamEvent {
  return { id, streamId, kind, date, expectedMinor, amountMinor };
}

interface EventSearch {
  kind?: StreamEventKind;
  streamId?: string;
  before: EventCursor | null;
  limit: number;
}

/** Of streams that are shown, newest first. */
export async function listEvents(orm: Orm, search: EventSearch): Promise<StreamEvent[]> {
  const { id, streamId, kind, date } = recurringEvent;
  return orm
    .select(columns)
    .from(recurringEvent)
    .where(
      and(
        search.kind ? eq(kind, search.kind) : undefined,
        search.streamId ? eq(streamId, search.streamId) : isShown(orm),
        search.before ? sql`(${date}, ${id}) < (${search.before.date}, ${search.before.id})` : undefined,
      ),
    )
    .orderBy(desc(date), desc(id))
    .limit(search.limit);
}

function isShown(orm: Orm) {
  return exists(
    orm
      .select({ one: sql`1` })
      .from(recurringStream)
      .leftJoin(recurringVerdict, eq(recurringVerdict.streamId, recurringStream.id))
      .where(
        and(
          eq(recurringStream.id, recurringEvent.streamId),
          or(eq(recurringStream.isFound, true), eq(recurringVerdict.verdict, 'confirmed')),
          sql`coalesce(${recurringVerdict.verdict}, 'none') <> 'dismissed'`,
        ),
      ),
  );
}
