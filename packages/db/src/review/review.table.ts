import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What waits for a person, and what became of it. One row a transaction, pointing at its newest decision. */
export const reviewItem = sqliteTable(
  'review_item',
  {
    transactionId: text('transaction_id').primaryKey(),
    decisionId: text('decision_id').notNull(),
    payeeId: text('payee_id').notNull(),
    amountMinor: integer('amount_minor').notNull(),
    categoryId: text('category_id'),
    confidence: real(),
    outcomeCode: text('outcome_code').notNull(),
    outcomeMessage: text('outcome_message').notNull(),
    state: text({ enum: ['waiting', 'answered', 'skipped', 'never_ask', 'removed'] }).notNull(),
    /** The state that it has again when its transaction comes back; only while it is removed. */
    stateBefore: text('state_before', { enum: ['waiting', 'answered', 'skipped', 'never_ask'] }),
    /** How much an answer is worth; the queue's order. */
    value: real().notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    answeredAt: integer('answered_at', { mode: 'timestamp_ms' }),
  },
  (table) => [
    index('review_item_queue').on(table.state, table.value, table.transactionId),
    // Counts are read from these two alone, whatever waits.
    index('review_item_counts').on(table.state, table.outcomeCode, table.confidence),
    index('review_item_payee').on(table.payeeId, table.state, table.categoryId),
    index('review_item_answered').on(table.answeredAt),
  ],
);
