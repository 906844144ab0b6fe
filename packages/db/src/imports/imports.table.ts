import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const importFile = sqliteTable(
  'imports_import',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    format: text({ enum: ['csv', 'ofx', 'qif', 'camt', 'mt940'] }).notNull(),
    status: text({
      enum: ['uploaded', 'previewing', 'ready', 'committing', 'committed', 'cancelled', 'failed'],
    }).notNull(),
    /** ImportProfile as JSON; null until guessed. */
    profile: text({ mode: 'json' }).$type<unknown>(),
    /** ImportOptions as JSON. */
    options: text({ mode: 'json' }).$type<unknown>().notNull().default({}),
    /** DateReading as JSON. */
    dates: text({ mode: 'json' }).$type<unknown>(),
    /** FileAccount of each account in the file, as JSON. */
    accounts: text({ mode: 'json' }).$type<unknown>().notNull().default([]),
    /** Sentences, as JSON. */
    doubts: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    rowCount: integer('row_count'),
    /** The first and the last day of its readable rows. */
    firstDate: text('first_date'),
    lastDate: text('last_date'),
    newCount: integer('new_count').notNull().default(0),
    duplicateCount: integer('duplicate_count').notNull().default(0),
    matchedCount: integer('matched_count').notNull().default(0),
    errorCount: integer('error_count').notNull().default(0),
    /** Rows previewed or committed so far, in the running step. */
    doneRows: integer('done_rows').notNull().default(0),
    isCancelRequested: integer('is_cancel_requested', { mode: 'boolean' }).notNull().default(false),
    changeSetId: text('change_set_id'),
    failure: text(),
    actor: text({ mode: 'json' })
      .$type<{ kind: 'user' | 'key' | 'system'; id: string; name: string }>()
      .notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    committedAt: integer('committed_at', { mode: 'timestamp_ms' }),
  },
  (table) => [
    index('imports_import_created').on(table.createdAt, table.id),
    index('imports_import_hash').on(table.fileHash),
    index('imports_import_change_set').on(table.changeSetId),
  ],
);

export const importRow = sqliteTable(
  'imports_row',
  {
    importId: text('import_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    /** null where it is that of the import. */
    accountId: text('account_id'),
    outcome: text({ enum: ['new', 'duplicate', 'matched', 'error'] }).notNull(),
    /** Why: for an error the column, value and what was expected, as JSON. */
    reason: text({ mode: 'json' }).$type<unknown>(),
    /** What was read, as JSON; null where the row was in error. */
    parsed: text({ mode: 'json' }).$type<unknown>(),
    transactionId: text('transaction_id'),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.rowNumber] }),
    index('imports_row_outcome').on(table.importId, table.outcome, table.rowNumber),
  ],
);

/** How an account's files are read; kept from the last commit. */
export const importProfile = sqliteTable('imports_profile', {
  accountId: text('account_id').primaryKey(),
  profile: text({ mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
});
