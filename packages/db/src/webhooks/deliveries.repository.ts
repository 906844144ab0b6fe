import { DomainError } from '@steward/core/errors';
import type { DeliveryStatus, WebhookDelivery } from '@steward/core/webhooks';
import { and, asc, desc, eq, lt, lte, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { webhookDelivery } from './webhooks.table.ts';

export type StoredDelivery = typeof webhookDelivery.$inferSelect;

interface DeliveryFilter {
  endpointId: string;
  status?: DeliveryStatus | undefined;
  beforeId: string | null;
  limit: number;
}

/** Newest first. */
export async function listDeliveries(orm: Orm, filter: DeliveryFilter): Promise<WebhookDelivery[]> {
  const rows = await orm
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.endpointId, filter.endpointId),
        filter.status === undefined ? undefined : eq(webhookDelivery.status, filter.status),
        filter.beforeId === null ? undefined : lt(webhookDelivery.id, filter.beforeId),
      ),
    )
    .orderBy(desc(webhookDelivery.id))
    .limit(filter.limit);
  return rows.map(toDelivery);
}

/** @throws DomainError `delivery` when there is none. */
export async function readDelivery(orm: Orm, endpointId: string, id: string): Promise<StoredDelivery> {
  const [row] = await orm
    .select()
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.id, id), eq(webhookDelivery.endpointId, endpointId)));
  if (row) return row;
  const message = `There is no delivery ${id} of this webhook; they are kept for 30 days.`;
  throw new DomainError({ code: 'not_found', reason: 'delivery', message });
}

/** The one that those behind it wait for. */
export async function readHeadDelivery(orm: Orm, endpointId: string): Promise<StoredDelivery | null> {
  const [row] = await orm
    .select()
    .from(webhookDelivery)
    .where(waiting(endpointId, true))
    .orderBy(asc(webhookDelivery.nextAttemptAt))
    .limit(1);
  return row ?? null;
}

/** What a person asked for, when its time has come. */
export async function readDueAside(orm: Orm, endpointId: string, now: Date): Promise<StoredDelivery | null> {
  const [row] = await orm
    .select()
    .from(webhookDelivery)
    .where(and(waiting(endpointId, false), lte(webhookDelivery.nextAttemptAt, now)))
    .orderBy(asc(webhookDelivery.nextAttemptAt))
    .limit(1);
  return row ?? null;
}

function waiting(endpointId: string, isInOrder: boolean) {
  return and(
    eq(webhookDelivery.endpointId, endpointId),
    // Written out, not bound: only then the index of such deliveries is used.
    sql`${webhookDelivery.status} = 'waiting'`,
    eq(webhookDelivery.isInOrder, isInOrder),
  );
}

export async function insertDelivery(
  tx: WriteTx,
  row: typeof webhookDelivery.$inferInsert,
): Promise<StoredDelivery> {
  const [stored] = await tx.orm.insert(webhookDelivery).values(row).returning();
  if (!stored) throw new Error('an insert that returns gives its row');
  return stored;
}

export async function updateDelivery(
  tx: WriteTx,
  id: string,
  values: Partial<StoredDelivery>,
): Promise<void> {
  await tx.orm.update(webhookDelivery).set(values).where(eq(webhookDelivery.id, id));
}

export function toDelivery(row: StoredDelivery): WebhookDelivery {
  const { endpointId, firstSeq: _first, lastSeq: _last, isInOrder: _order, ...delivery } = row;
  return { ...delivery, webhookId: endpointId };
}
