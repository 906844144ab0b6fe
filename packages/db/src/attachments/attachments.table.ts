import type { AttachmentType } from '@steward/core/attachments';
import type { Actor } from '@steward/core/identity';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Files on transactions. The file itself lies beside the database under its hash, once for equal contents. */
export const attachment = sqliteTable(
  'ledger_attachment',
  {
    id: text().primaryKey(),
    transactionId: text('transaction_id').notNull(),
    sha256: text().notNull(),
    name: text().notNull(),
    type: text().$type<AttachmentType>().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    addedAt: integer('added_at', { mode: 'timestamp_ms' }).notNull(),
    /** Actor as JSON. */
    addedBy: text('added_by', { mode: 'json' }).$type<Actor>().notNull(),
  },
  (table) => [
    uniqueIndex('ledger_attachment_file').on(table.transactionId, table.sha256),
    index('ledger_attachment_sha256').on(table.sha256),
  ],
);
