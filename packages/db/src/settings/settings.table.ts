import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const settingValue = sqliteTable('settings_value', {
  key: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
});
