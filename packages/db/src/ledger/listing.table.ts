import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// Projections for lists, kept by triggers that the migration `ledger_listing` makes, so that no way of writing the
// ledger can forget them. The words of a transaction are in `ledger_search`, an FTS5 table of the same migration.

/**
 * The place of a transaction in the index of words. Its number begins with the day, so that the index gives what it
 * finds in the order of time without sorting. An explicit key: SQLite may renumber others when it copies a file.
 */
export const document = sqliteTable(
  'ledger_document',
  { row: integer().primaryKey(), transactionId: text('transaction_id').notNull() },
  (table) => [uniqueIndex('ledger_document_transaction').on(table.transactionId)],
);

/** What the splits of a category add up to in a month and an account; of transactions that stand. */
export const monthTotal = sqliteTable(
  'ledger_month_total',
  {
    accountId: text('account_id').notNull(),
    /** `2026-11`. */
    month: text().notNull(),
    currency: text().notNull(),
    /** Empty for splits without one; `*` for all of them together. */
    categoryId: text('category_id').notNull(),
    splits: integer().notNull(),
    /** Splits that are the first of their transaction: their sum counts transactions. */
    transactions: integer().notNull(),
    inMinor: integer('in_minor').notNull(),
    outMinor: integer('out_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.month, table.currency, table.categoryId] })],
);

/** The splits of transactions that have several, by their category. */
export const part = sqliteTable(
  'ledger_part',
  {
    /** Empty for splits without one. */
    categoryId: text('category_id').notNull(),
    date: text().notNull(),
    transactionId: text('transaction_id').notNull(),
    splitId: text('split_id').notNull(),
    amountMinor: integer('amount_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.categoryId, table.date, table.transactionId, table.splitId] }),
    index('ledger_part_transaction').on(table.transactionId),
  ],
);

/** A filter of the ledger that people keep under a name. */
export const view = sqliteTable('ledger_view', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  /** The query of the page's address. */
  query: text().notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});
