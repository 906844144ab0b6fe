import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const payee = sqliteTable(
  'payees_payee',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    defaultCategoryId: text('default_category_id'),
    learnMode: text('learn_mode', { enum: ['off', 'suggest', 'auto'] })
      .notNull()
      .default('suggest'),
    mergedIntoId: text('merged_into_id'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('payees_payee_name').on(table.name, table.id)],
);

/** A raw imported name resolves to one payee. */
export const payeeAlias = sqliteTable(
  'payees_alias',
  {
    importedName: text('imported_name').primaryKey(),
    normalised: text().notNull(),
    payeeId: text('payee_id').notNull(),
  },
  (table) => [
    index('payees_alias_payee').on(table.payeeId),
    index('payees_alias_normalised').on(table.normalised),
  ],
);

/** How imported names are called; the lowest position first. */
export const payeeRule = sqliteTable('payees_rule', {
  id: text().primaryKey(),
  position: integer().notNull(),
  match: text({ enum: ['equals', 'starts_with', 'contains'] }).notNull(),
  text: text().notNull(),
  name: text().notNull(),
});
