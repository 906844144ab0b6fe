import type { StreamShape } from '@steward/core/recurring';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Payees whose transactions changed since their streams were looked for; filled by triggers on ledger_transaction. */
export const recurringWaiting = sqliteTable('recurring_waiting', {
  payeeId: text('payee_id').primaryKey(),
  /** Changes so far: who looked before the last of them has not seen it. */
  changes: integer().notNull(),
});

/** How many sets of days of a payee were asked for a rhythm, which the share of false streams depends on. */
export const recurringTested = sqliteTable('recurring_tested', {
  payeeId: text('payee_id').primaryKey(),
  even: integer().notNull(),
  uneven: integer().notNull(),
});

/** What was found; it can be worked out again from the ledger, but for its id. */
export const recurringStream = sqliteTable(
  'recurring_stream',
  {
    id: text().primaryKey(),
    payeeId: text('payee_id').notNull(),
    accountId: text('account_id').notNull(),
    currency: text().notNull(),
    shape: text({ mode: 'json' }).$type<StreamShape>().notNull(),
    logEvidence: real('log_evidence').notNull(),
    isEven: integer('is_even', { mode: 'boolean' }).notNull(),
    /** Whether its evidence is enough, given how much was looked at. */
    isFound: integer('is_found', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('recurring_stream_payee').on(table.payeeId),
    index('recurring_stream_found').on(table.isFound, table.id),
    index('recurring_stream_evidence').on(table.isEven, table.logEvidence),
  ],
);

/** The transactions that a stream is made of. */
export const recurringPayment = sqliteTable(
  'recurring_payment',
  {
    streamId: text('stream_id').notNull(),
    transactionId: text('transaction_id').notNull(),
    date: text().notNull(),
    amountMinor: integer('amount_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.streamId, table.date, table.transactionId] }),
    index('recurring_payment_date').on(table.date, table.streamId),
    index('recurring_payment_transaction').on(table.transactionId),
  ],
);

/** What people said of a stream; never worked out. */
export const recurringVerdict = sqliteTable('recurring_verdict', {
  streamId: text('stream_id').primaryKey(),
  verdict: text({ enum: ['none', 'confirmed', 'dismissed'] }).notNull(),
  name: text(),
  endedOn: text('ended_on'),
});

/** What alerts are made of: missed and changed payments, beginnings and ends. */
export const recurringEvent = sqliteTable(
  'recurring_event',
  {
    /** Stream, kind and date. */
    id: text().primaryKey(),
    streamId: text('stream_id').notNull(),
    kind: text({ enum: ['new', 'missed', 'amount_changed', 'ended'] }).notNull(),
    date: text().notNull(),
    expectedMinor: integer('expected_minor'),
    amountMinor: integer('amount_minor'),
    noticedAt: integer('noticed_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    index('recurring_event_stream').on(table.streamId),
    index('recurring_event_date').on(table.date, table.id),
    index('recurring_event_kind').on(table.kind, table.date, table.id),
  ],
);
