import { sql, type AnyColumn } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Explanation and features lie in the payload of the audit record `auditSeq`, once, and erasable there. */
export const decision = sqliteTable(
  'decisions_decision',
  {
    id: text().primaryKey(),
    subjectType: text('subject_type', { enum: ['transaction', 'external'] }).notNull(),
    subjectId: text('subject_id').notNull(),
    modelVersion: text('model_version').notNull(),
    learningSeq: integer('learning_seq').notNull(),
    categoryId: text('category_id'),
    confidence: real(),
    score: real(),
    outcome: text({ enum: ['applied', 'awaiting_approval', 'suggested', 'abstained'] }).notNull(),
    outcomeCode: text('outcome_code').notNull(),
    executionMicroseconds: integer('execution_microseconds').notNull(),
    auditSeq: integer('audit_seq').notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    // Ids of other apps are in no order, and each would touch a page of its own; nobody looks for them.
    index('decisions_decision_transaction').on(table.subjectId).where(aboutTransaction(table)),
    index('decisions_decision_created').on(table.createdAt),
  ],
);

/** Written out, not bound: only then the index of such decisions is used. */
export function aboutTransaction({ subjectType }: { subjectType: AnyColumn }) {
  return sql`${subjectType} = 'transaction'`;
}

/** What a caller was answered under its key, so that a retry is answered alike. */
export const idempotency = sqliteTable('decisions_idempotency', {
  /** Procedure and key. */
  key: text().primaryKey(),
  requestHash: text('request_hash').notNull(),
  response: text({ mode: 'json' }).$type<unknown>().notNull(),
  at: integer({ mode: 'timestamp_ms' }).notNull(),
});
