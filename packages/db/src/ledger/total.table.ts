import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What splits add up to, of transactions that stand: of a category on a day, of a category in a month and an account, and
 * of all together in a month and an account. Triggers keep it (`triggers/workspace/totals.sql`), so that no way of
 * writing the ledger can forget it. It lies in the order of its key, without rowids. What came to nothing stays, as zeros.
 */
export const total = sqliteTable(
  'ledger_total',
  {
    /** Empty for splits without one; `*` for all of them together. */
    categoryId: text('category_id').notNull(),
    /** Empty for a day, which counts all accounts. */
    accountId: text('account_id').notNull(),
    /** `2026-11-05` or `2026-11`. */
    period: text().notNull(),
    currency: text().notNull(),
    /** Whether they are of one side of a confirmed transfer between own accounts, which is no income and no spending. */
    isTransfer: integer('is_transfer', { mode: 'boolean' }).notNull(),
    splits: integer().notNull(),
    /** Splits that are the first of their transaction: their sum counts transactions. */
    transactions: integer().notNull(),
    inMinor: integer('in_minor').notNull(),
    outMinor: integer('out_minor').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.categoryId, table.accountId, table.period, table.currency, table.isTransfer],
    }),
  ],
);
