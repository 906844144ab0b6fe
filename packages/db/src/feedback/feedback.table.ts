import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What a person said of a decision. Withdrawn, not deleted, when it is undone. */
export const feedback = sqliteTable(
  'feedback_feedback',
  {
    id: text().primaryKey(),
    decisionId: text('decision_id').notNull(),
    /** null for a decision on what was never imported; then there is no change set either. */
    transactionId: text('transaction_id'),
    isAccepted: integer('is_accepted', { mode: 'boolean' }).notNull(),
    categoryId: text('category_id').notNull(),
    /** Confidence and prediction as they were recorded when the decision was made. */
    predictedCategoryId: text('predicted_category_id'),
    predictedConfidence: real('predicted_confidence'),
    changeSetId: text('change_set_id'),
    learningSeq: integer('learning_seq').notNull(),
    auditSeq: integer('audit_seq').notNull(),
    actorId: text('actor_id').notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    withdrawnAt: integer('withdrawn_at', { mode: 'timestamp_ms' }),
  },
  (table) => [
    index('feedback_feedback_decision').on(table.decisionId),
    index('feedback_feedback_change_set').on(table.changeSetId),
    index('feedback_feedback_at').on(table.at),
  ],
);
