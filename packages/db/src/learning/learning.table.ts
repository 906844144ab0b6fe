import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Append-only: the truth of which every model is a fold. */
export const learningEvent = sqliteTable(
  'learning_event',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    type: text({
      enum: ['label_seen', 'label_withdrawn', 'category_merged', 'category_removed', 'context_column_added'],
    }).notNull(),
    transactionId: text('transaction_id'),
    features: text({ mode: 'json' }).$type<unknown>(),
    categoryId: text('category_id'),
    intoCategoryId: text('into_category_id'),
    ofSeq: integer('of_seq'),
    columnName: text('column_name'),
    /** The change set of the import that has the column. */
    changeSetId: text('change_set_id'),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    index('learning_event_withdrawn').on(table.ofSeq),
    // What a trigger looks for when the features of a transaction change.
    index('learning_event_transaction')
      .on(table.transactionId)
      .where(sql`${table.features} is null and ${table.transactionId} is not null`),
    index('learning_event_column')
      .on(table.changeSetId)
      .where(sql`${table.changeSetId} is not null`),
    index('learning_event_category')
      .on(table.categoryId)
      .where(sql`${table.type} <> 'label_seen'`),
  ],
);

/** What apps said of their own transactions, the last word of each, so that none is learned twice. */
export const learnedExample = sqliteTable('learning_example', {
  externalId: text('external_id').primaryKey(),
  /** Of category and features. */
  hash: text().notNull(),
  /** The event that stands. */
  learningSeq: integer('learning_seq').notNull(),
});
