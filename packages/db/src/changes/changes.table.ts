import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Undos and redos that are too large to be done while somebody waits; one row a change set, the last one. */
export const undoTask = sqliteTable('changes_undo', {
  /** The change set that was asked for. */
  changeSetId: text('change_set_id').primaryKey(),
  direction: text({ enum: ['undo', 'redo'] }).notNull(),
  rest: integer({ mode: 'boolean' }).notNull(),
  actor: text({ mode: 'json' })
    .$type<{ kind: 'user' | 'key' | 'system'; id: string; name: string }>()
    .notNull(),
  state: text({ enum: ['running', 'done', 'refused', 'failed'] }).notNull(),
  total: integer().notNull(),
  /** What came of it: UndoOutcome as JSON; null while it runs. */
  outcome: text({ mode: 'json' }).$type<unknown>(),
  startedAt: integer('started_at', { mode: 'timestamp_ms' }).notNull(),
  endedAt: integer('ended_at', { mode: 'timestamp_ms' }),
});
