import { DomainError } from '@steward/core/errors';
import type { Webhook } from '@steward/core/webhooks';
import { and, asc, count, eq, isNull, or, lte } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { webhookDelivery, webhookEndpoint } from './webhooks.table.ts';

export type StoredWebhook = typeof webhookEndpoint.$inferSelect;

export async function listWebhooks(orm: Orm): Promise<Webhook[]> {
  const rows = await orm.select().from(webhookEndpoint).orderBy(asc(webhookEndpoint.id));
  return rows.map(toWebhook);
}

export async function countWebhooks(orm: Orm): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(webhookEndpoint);
  return row?.n ?? 0;
}

/** @throws DomainError `webhook` when there is none. */
export async function readWebhook(orm: Orm, id: string): Promise<StoredWebhook> {
  const [row] = await orm.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, id));
  if (row) return row;
  const message = `There is no webhook ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'webhook', message });
}

/** The endpoints that something may be sent to. */
export async function readActiveWebhooks(orm: Orm): Promise<StoredWebhook[]> {
  return orm.select().from(webhookEndpoint).where(eq(webhookEndpoint.isActive, true));
}

export async function insertWebhook(
  tx: WriteTx,
  row: Pick<StoredWebhook, 'id' | 'url' | 'description' | 'events' | 'secret' | 'cursorSeq' | 'createdAt'>,
): Promise<void> {
  await tx.orm.insert(webhookEndpoint).values({ ...row, isActive: true });
}

export async function updateWebhookRow(
  tx: WriteTx,
  id: string,
  values: Partial<Omit<StoredWebhook, 'id' | 'createdAt'>>,
): Promise<void> {
  await tx.orm.update(webhookEndpoint).set(values).where(eq(webhookEndpoint.id, id));
}

/** With everything that was sent to it. */
export async function deleteWebhook(tx: WriteTx, id: string): Promise<void> {
  await tx.orm.delete(webhookDelivery).where(eq(webhookDelivery.endpointId, id));
  await tx.orm.delete(webhookEndpoint).where(eq(webhookEndpoint.id, id));
}

interface Lease {
  holder: string;
  now: Date;
  until: Date;
}

/** The endpoint, for this sender alone until then; null when another has it, or it is gone or switched off. */
export async function leaseWebhook(
  tx: WriteTx,
  id: string,
  { holder, now, until }: Lease,
): Promise<StoredWebhook | null> {
  const isFree = or(
    isNull(webhookEndpoint.leasedUntil),
    lte(webhookEndpoint.leasedUntil, now),
    eq(webhookEndpoint.leaseHolder, holder),
  );
  const [row] = await tx.orm
    .update(webhookEndpoint)
    .set({ leaseHolder: holder, leasedUntil: until })
    .where(and(eq(webhookEndpoint.id, id), eq(webhookEndpoint.isActive, true), isFree))
    .returning();
  return row ?? null;
}

export function toWebhook(row: StoredWebhook): Webhook {
  const { id, url, description, events, isActive, stoppedAt, previousSecretEndsAt, createdAt } = row;
  return { id, url, description, events, isActive, stoppedAt, previousSecretEndsAt, createdAt };
}
