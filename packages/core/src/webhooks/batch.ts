import type { WebhookEvent } from './webhooks.schema.ts';

/** What happened together, as the outbox holds it. */
export interface OutboxEntry {
  seq: number;
  type: WebhookEvent;
  itemCount: number;
  at: Date;
}

export interface Batch {
  type: WebhookEvent;
  firstSeq: number;
  lastSeq: number;
  itemCount: number;
  at: Date;
}

/** Items that one message tells of, unless one entry alone has more. */
const MOST_ITEMS = 1_000;

/**
 * The next message of an endpoint: the first entries of one kind that it listens to. `cursor` is the last entry that
 * is dealt with then, whether it was listened to or not.
 */
export function nextBatch(
  entries: readonly OutboxEntry[],
  events: readonly WebhookEvent[],
): { batch: Batch | null; cursor: number | null } {
  let batch: Batch | null = null;
  let cursor: number | null = null;
  for (const entry of entries) {
    if (events.includes(entry.type)) {
      if (batch !== null && !hasRoom(batch, entry)) break;
      batch = extend(batch, entry);
    }
    cursor = entry.seq;
  }
  return { batch, cursor };
}

function hasRoom({ type, itemCount }: Batch, entry: OutboxEntry): boolean {
  return type === entry.type && itemCount + entry.itemCount <= MOST_ITEMS;
}

function extend(batch: Batch | null, { seq, type, itemCount, at }: OutboxEntry): Batch {
  if (batch === null) return { type, firstSeq: seq, lastSeq: seq, itemCount, at };
  return { ...batch, lastSeq: seq, itemCount: batch.itemCount + itemCount };
}
