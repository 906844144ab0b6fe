import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Whose file this is; checked whenever it is opened. One row. */
export const workspaceIdentity = sqliteTable('workspace_identity', {
  workspaceId: text('workspace_id').primaryKey(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});
