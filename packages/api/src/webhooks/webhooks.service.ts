import { canonicalJson, type JsonValue } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import type {
  CreatedWebhook,
  CreateWebhook,
  DeliveryPage,
  ListDeliveries,
  RotateWebhookSecret,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
} from '@steward/core/webhooks';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  countWebhooks,
  deleteWebhook,
  insertDelivery,
  insertWebhook,
  listDeliveries,
  readDelivery,
  readOutboxHead,
  readWebhook,
  toDelivery,
  toWebhook,
  updateDelivery,
  updateWebhookRow,
  type StoredWebhook,
} from '@steward/db/webhooks';
import { randomBytes } from 'node:crypto';
import type { Config } from '../config/index.ts';
import { checkTarget } from './post.ts';
import { createSecret } from './signature.ts';
import type { WebhookRunner } from './webhook-runner.ts';

interface Scope {
  actor: Actor;
  db: WorkspaceDb;
  now: () => Date;
  services: { webhooks: Pick<WebhookRunner, 'watch'>; config: Pick<Config, 'webhookAllowPrivate'> };
}

const MOST = 20;

/** @throws DomainError `webhook_address` for one that nothing is sent to, `webhooks_full` past twenty. */
export async function createWebhook(scope: Scope, input: CreateWebhook): Promise<CreatedWebhook> {
  const { db, now, services } = scope;
  checkTarget(new URL(input.url), services.config.webhookAllowPrivate);
  const at = now();
  const id = createId('whk', { now: at, random: randomBytes });
  const secret = createSecret();
  const created = await db.write(async (tx) => {
    if ((await countWebhooks(tx.orm)) >= MOST) {
      const message = `There are ${MOST} webhooks already: remove one first.`;
      throw new DomainError({ code: 'conflict', reason: 'webhooks_full', message });
    }
    const cursorSeq = await readOutboxHead(tx.orm);
    await insertWebhook(tx, { ...input, id, secret, cursorSeq, createdAt: at });
    await audit(tx, scope, { id, change: 'webhook_created', ...input });
    return toWebhook(await readWebhook(tx.orm, id));
  });
  services.webhooks.watch(db.workspaceId);
  return { ...created, secret };
}

/** @throws DomainError `webhook` when there is none, `webhook_address` for one that nothing is sent to. */
export async function updateWebhook(scope: Scope, { id, ...input }: UpdateWebhook): Promise<Webhook> {
  const { db, services } = scope;
  if (input.url !== undefined) checkTarget(new URL(input.url), services.config.webhookAllowPrivate);
  services.webhooks.watch(db.workspaceId);
  return db.write(async (tx) => {
    const before = await readWebhook(tx.orm, id);
    const values = await valuesOf(tx, before, input);
    if (Object.keys(values).length === 0) return toWebhook(before);
    await updateWebhookRow(tx, id, values);
    const is = toWebhook(await readWebhook(tx.orm, id));
    const changed = { before: shown(toWebhook(before)), after: shown(is) };
    if (canonicalJson(changed.before) !== canonicalJson(changed.after)) {
      await audit(tx, scope, { id, change: 'webhook_updated', ...changed });
    }
    return is;
  });
}

async function valuesOf(
  tx: WriteTx,
  before: StoredWebhook,
  input: Omit<UpdateWebhook, 'id'>,
): Promise<Partial<StoredWebhook>> {
  const { url, description, events, isActive } = input;
  const isSwitchedOn = isActive === true && !before.isActive;
  return {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(events !== undefined && { events }),
    ...(isActive !== undefined && { isActive, stoppedAt: null }),
    // What happened while a person had it switched off is not told later.
    ...(isSwitchedOn && { cursorSeq: await readOutboxHead(tx.orm) }),
  };
}

function shown({ url, description, events, isActive, stoppedAt }: Webhook): JsonValue {
  return { url, description, events, isActive, stoppedAt: stoppedAt?.toISOString() ?? null };
}

export async function removeWebhook(scope: Scope, id: string): Promise<void> {
  await scope.db.write(async (tx) => {
    const { url } = await readWebhook(tx.orm, id);
    await deleteWebhook(tx, id);
    await audit(tx, scope, { id, change: 'webhook_removed', url });
  });
}

/** A new secret; the present one signs beside it for a while. */
export async function rotateWebhookSecret(
  scope: Scope,
  { id, overlapHours }: RotateWebhookSecret,
): Promise<CreatedWebhook> {
  const secret = createSecret();
  const endsAt = new Date(scope.now().getTime() + overlapHours * 3_600_000);
  return scope.db.write(async (tx) => {
    const { secret: present } = await readWebhook(tx.orm, id);
    const previous = overlapHours > 0;
    await updateWebhookRow(tx, id, {
      ...{
        secret,
        previousSecret: previous ? present : null,
        previousSecretEndsAt: previous ? endsAt : null,
      },
    });
    await audit(tx, scope, { id, change: 'webhook_secret_rotated', overlapHours });
    return { ...toWebhook(await readWebhook(tx.orm, id)), secret };
  });
}

/** Queues a message that says it is a test. */
export async function sendTestMessage(scope: Scope, id: string): Promise<WebhookDelivery> {
  const at = scope.now();
  scope.services.webhooks.watch(scope.db.workspaceId);
  return scope.db.write(async (tx) => {
    refuseInactive(await readWebhook(tx.orm, id));
    const stored = await insertDelivery(tx, {
      ...{ id: createId('msg', { now: at, random: randomBytes }), endpointId: id, type: 'webhook.test' },
      ...{ itemCount: 0, isInOrder: false, status: 'waiting', attempts: 0, createdAt: at, nextAttemptAt: at },
    });
    await audit(tx, scope, { id, change: 'webhook_tested', delivery: stored.id });
    return toDelivery(stored);
  });
}

/** @throws DomainError `webhook` or `cursor`. */
export async function listDeliveriesPage(db: WorkspaceDb, input: ListDeliveries): Promise<DeliveryPage> {
  const { id, status, cursor, limit } = input;
  return db.read(async (orm) => {
    await readWebhook(orm, id);
    const items = await listDeliveries(orm, { endpointId: id, status, beforeId: cursor ?? null, limit });
    return { items, nextCursor: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  });
}

/** Sends a message once more, at once, beside the order of the others. */
export async function redeliver(
  scope: Scope,
  { id, deliveryId }: { id: string; deliveryId: string },
): Promise<WebhookDelivery> {
  const at = scope.now();
  scope.services.webhooks.watch(scope.db.workspaceId);
  return scope.db.write(async (tx) => {
    refuseInactive(await readWebhook(tx.orm, id));
    const { status } = await readDelivery(tx.orm, id, deliveryId);
    const again = { status: 'waiting', attempts: 0, isInOrder: false } as const;
    // One that waits anyway keeps its place, and only waits no longer.
    await updateDelivery(tx, deliveryId, { nextAttemptAt: at, ...(status !== 'waiting' && again) });
    await audit(tx, scope, { id, change: 'webhook_redelivered', delivery: deliveryId });
    return toDelivery(await readDelivery(tx.orm, id, deliveryId));
  });
}

function refuseInactive({ isActive, url }: StoredWebhook): void {
  if (isActive) return;
  const message = `The webhook to ${url} is switched off: switch it on first.`;
  throw new DomainError({ code: 'conflict', reason: 'webhook_inactive', message });
}

/** Secrets are no part of it. */
async function audit(
  tx: WriteTx,
  { actor, now }: Scope,
  { id, ...payload }: { id: string; change: string; [name: string]: JsonValue },
): Promise<void> {
  await appendAudit(tx, [
    {
      ...({ at: now(), actor, action: 'configuration_change', system: 'settings' } as const),
      ...{ subject: id, payload },
    },
  ]);
}
