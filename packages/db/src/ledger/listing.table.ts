import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// Projections for lists, kept by triggers (`triggers/workspace`), so that no way of writing the ledger can forget
// them. The words of a transaction are in `ledger_search`, an FTS5 table that the migration `ledger_listing` makes.

/**
 * The place of a transaction in the index of words. Its number begins with the day, so that the index gives what it
 * finds in the order of time without sorting. An explicit key: SQLite may renumber others when it copies a file.
 */
export const document = sqliteTable(
  'ledger_document',
  { row: integer().primaryKey(), transactionId: text('transaction_id').notNull() },
  (table) => [uniqueIndex('ledger_document_transaction').on(table.transactionId)],
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
