import type { OutboxEntry, WebhookEvent } from '@steward/core/webhooks';
import { and, asc, between, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { decision } from '../decisions/decisions.table.ts';
import { transaction } from '../ledger/ledger.table.ts';
import { webhookDelivery, webhookOutbox } from './webhooks.table.ts';

/** Ids in one entry. */
const ENTRY_IDS = 1_000;

interface Happening {
  type: WebhookEvent;
  ids: readonly string[];
  at: Date;
}

/**
 * To be called in the transaction in which it happens, so that no crash lies between. Writes nothing while no
 * endpoint listens; that question is all it costs then.
 */
export async function noteForWebhooks(tx: WriteTx, { type, ids, at }: Happening): Promise<void> {
  if (ids.length === 0) return;
  const listening = await tx.execute(
    'select 1 from webhooks_endpoint where is_active = 1 and instr(events, ?) > 0 limit 1',
    [`"${type}"`],
  );
  if (listening.rows.length === 0) return;
  const entries: string[][] = [];
  for (let start = 0; start < ids.length; start += ENTRY_IDS) {
    entries.push(ids.slice(start, start + ENTRY_IDS));
  }
  await tx.insertMany(
    'webhooks_outbox',
    ['type', 'ids', 'item_count', 'at'],
    entries.map((some) => [type, JSON.stringify(some), some.length, at.getTime()]),
  );
}

/** The newest entry; 0 when there is none. */
export async function readOutboxHead(orm: Orm): Promise<number> {
  const [row] = await orm.all<{ seq: number | null }>(sql`select max(seq) as seq from webhooks_outbox`);
  return row?.seq ?? 0;
}

/** The entries behind a cursor, oldest first, without their ids. */
export async function readOutbox(orm: Orm, afterSeq: number, limit: number): Promise<OutboxEntry[]> {
  const { seq, type, itemCount, at } = webhookOutbox;
  return orm
    .select({ seq, type, itemCount, at })
    .from(webhookOutbox)
    .where(gt(seq, afterSeq))
    .orderBy(asc(seq))
    .limit(limit);
}

interface EntryRange {
  type: WebhookEvent;
  firstSeq: number;
  lastSeq: number;
}

/** What entries tell of, in order. Empty when they are no longer kept. */
export async function readOutboxIds(orm: Orm, { type, firstSeq, lastSeq }: EntryRange): Promise<string[]> {
  const rows = await orm
    .select({ ids: webhookOutbox.ids })
    .from(webhookOutbox)
    .where(and(between(webhookOutbox.seq, firstSeq, lastSeq), eq(webhookOutbox.type, type)))
    .orderBy(asc(webhookOutbox.seq));
  return rows.flatMap(({ ids }) => ids);
}

/** What never changes of transactions, so that each attempt says the same. */
export async function readToldTransactions(orm: Orm, ids: readonly string[]) {
  const { id, accountId, date, amountMinor, currency, importedPayee, importedMemo } = transaction;
  const { importId, createdAt } = transaction;
  const rows = await orm
    .select({ id, accountId, date, amountMinor, currency, importedPayee, importedMemo, importId, createdAt })
    .from(transaction)
    .where(inArray(id, [...ids]));
  return inOrder(rows, ids);
}

export async function readToldDecisions(orm: Orm, ids: readonly string[]) {
  const { id, subjectType, subjectId, categoryId, confidence, outcome, outcomeCode } = decision;
  const { modelVersion, learningSeq, createdAt } = decision;
  const rows = await orm
    .select({
      ...{ id, subjectType, subjectId, categoryId, confidence, outcome, outcomeCode },
      ...{ modelVersion, learningSeq, createdAt },
    })
    .from(decision)
    .where(inArray(id, [...ids]));
  return inOrder(rows, ids);
}

function inOrder<T extends { id: string }>(rows: readonly T[], ids: readonly string[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Forgets what is older, sent or not; at most `limit` of each. Returns how much went. */
export async function forgetOldMessages(tx: WriteTx, olderThan: Date, limit: number): Promise<number> {
  const { orm } = tx;
  const entries = orm
    .select({ seq: webhookOutbox.seq })
    .from(webhookOutbox)
    .where(lt(webhookOutbox.at, olderThan))
    .limit(limit);
  const deliveries = orm
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(lt(webhookDelivery.createdAt, olderThan))
    .limit(limit);
  const entriesGone = await orm
    .delete(webhookOutbox)
    .where(inArray(webhookOutbox.seq, entries))
    .returning({ seq: webhookOutbox.seq });
  const deliveriesGone = await orm
    .delete(webhookDelivery)
    .where(inArray(webhookDelivery.id, deliveries))
    .returning({ id: webhookDelivery.id });
  return entriesGone.length + deliveriesGone.length;
}
