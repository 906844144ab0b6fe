import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The tags of transactions, in the order of what they are known by. */
export const tag = sqliteTable(
  'ledger_tag',
  {
    transactionId: text('transaction_id').notNull(),
    position: integer().notNull(),
    /** As it was written. */
    name: text().notNull(),
    /** The same in every way of writing it. */
    folded: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.transactionId, table.position] }),
    index('ledger_tag_folded').on(table.folded, table.transactionId),
  ],
);
