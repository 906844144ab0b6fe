import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const budget = sqliteTable(
  'budgets_budget',
  {
    id: text().primaryKey(),
    categoryId: text('category_id').notNull(),
    period: text({ enum: ['month', 'week', 'quarter', 'year'] }).notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text().notNull(),
    rollsOver: integer('rolls_over', { mode: 'boolean' }).notNull(),
    /** The first day of the first period that counts. */
    startsOn: text('starts_on').notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [uniqueIndex('budgets_budget_category').on(table.categoryId, table.period, table.currency)],
);
