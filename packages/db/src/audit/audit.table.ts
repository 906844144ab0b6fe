import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The chain. Few indexes: it is the hot path. */
export const auditRecord = sqliteTable(
  'audit_record',
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    /** Actor as canonical JSON. */
    actor: text().notNull(),
    action: text().notNull(),
    system: text().notNull(),
    subject: text().notNull(),
    modelVersion: text('model_version'),
    previousHash: text('previous_hash').notNull(),
    commitment: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [index('audit_record_subject').on(table.subject)],
);

/** Salt and payload lie apart, so that erasing them leaves the chain whole. */
export const auditPayload = sqliteTable('audit_payload', {
  seq: integer().primaryKey(),
  salt: text().notNull(),
  payload: text().notNull(),
});

/** What searches filter by, copied from the payload. */
export const auditIndex = sqliteTable(
  'audit_index',
  {
    seq: integer().primaryKey(),
    payeeId: text('payee_id'),
    confidence: real(),
  },
  (table) => [index('audit_index_payee').on(table.payeeId, table.seq)],
);
