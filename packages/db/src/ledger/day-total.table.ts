import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What the splits of a category add up to on a day, in a currency; of transactions that stand. Triggers keep it, made in
 * the migration `budgets`, so that no way of writing the ledger can forget it. It lies in the order of its key, without
 * rowids.
 */
export const dayTotal = sqliteTable(
  'ledger_day_total',
  {
    /** Empty for splits without one. */
    categoryId: text('category_id').notNull(),
    date: text().notNull(),
    currency: text().notNull(),
    sumMinor: integer('sum_minor').notNull(),
    /** Splits. */
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.categoryId, table.date, table.currency] })],
);
