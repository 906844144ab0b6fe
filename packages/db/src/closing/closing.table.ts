import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Months that are closed; one that is opened again goes. */
export const closedMonth = sqliteTable('closing_month', {
  startsOn: text('starts_on').primaryKey(),
  endsBefore: text('ends_before').notNull(),
  closedAt: integer('closed_at', { mode: 'timestamp_ms' }).notNull(),
});
