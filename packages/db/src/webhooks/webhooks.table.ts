import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const webhookEndpoint = sqliteTable('webhooks_endpoint', {
  id: text().primaryKey(),
  url: text().notNull(),
  description: text().notNull(),
  events: text({ mode: 'json' }).$type<('transactions.created' | 'decisions.made')[]>().notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull(),
  stoppedAt: integer('stopped_at', { mode: 'timestamp_ms' }),
  secret: text().notNull(),
  previousSecret: text('previous_secret'),
  previousSecretEndsAt: integer('previous_secret_ends_at', { mode: 'timestamp_ms' }),
  /** The last entry of the outbox that a message was made of, or that it does not listen to. */
  cursorSeq: integer('cursor_seq').notNull(),
  /** Of several processes one sends at a time, so that the order holds. */
  leaseHolder: text('lease_holder'),
  leasedUntil: integer('leased_until', { mode: 'timestamp_ms' }),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

/** What happened, written with it in one transaction; only while somebody listens. Ids alone: the rows are kept elsewhere. */
export const webhookOutbox = sqliteTable(
  'webhooks_outbox',
  {
    // Never used twice, so that a cursor stays right when old entries go.
    seq: integer().primaryKey({ autoIncrement: true }),
    type: text({ enum: ['transactions.created', 'decisions.made'] }).notNull(),
    ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    itemCount: integer('item_count').notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('webhooks_outbox_at').on(table.at)],
);

export const webhookDelivery = sqliteTable(
  'webhooks_delivery',
  {
    id: text().primaryKey(),
    endpointId: text('endpoint_id').notNull(),
    type: text({ enum: ['transactions.created', 'decisions.made', 'webhook.test'] }).notNull(),
    /** Entries of the outbox that it tells of; null of a test. */
    firstSeq: integer('first_seq'),
    lastSeq: integer('last_seq'),
    itemCount: integer('item_count').notNull(),
    /** False of what a person asked for: it waits for nothing and nothing waits for it. */
    isInOrder: integer('is_in_order', { mode: 'boolean' }).notNull(),
    status: text({ enum: ['waiting', 'delivered', 'dead'] }).notNull(),
    attempts: integer().notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    lastAttemptAt: integer('last_attempt_at', { mode: 'timestamp_ms' }),
    nextAttemptAt: integer('next_attempt_at', { mode: 'timestamp_ms' }),
    responseStatus: integer('response_status'),
    responseText: text('response_text'),
    error: text(),
  },
  (table) => [
    index('webhooks_delivery_endpoint').on(table.endpointId, table.id),
    index('webhooks_delivery_status').on(table.endpointId, table.status, table.id),
    index('webhooks_delivery_waiting')
      .on(table.endpointId, table.isInOrder, table.nextAttemptAt)
      .where(sql`${table.status} = 'waiting'`),
    index('webhooks_delivery_created').on(table.createdAt),
  ],
);
