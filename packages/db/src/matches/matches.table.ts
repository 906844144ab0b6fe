import type { MatchEvidence } from '@steward/core/matches';
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Two transactions that may be one, or the two sides of a transfer, and what a person said of it. */
export const match = sqliteTable(
  'matches_match',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['duplicate', 'transfer'] }).notNull(),
    /** What was in the ledger first; of a transfer the side that money leaves. */
    firstId: text('first_id').notNull(),
    secondId: text('second_id').notNull(),
    state: text({ enum: ['proposed', 'confirmed', 'rejected'] }).notNull(),
    /** MatchEvidence as JSON. */
    evidence: text({ mode: 'json' }).$type<MatchEvidence>().notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    // What was rejected does not come back.
    uniqueIndex('matches_match_pair').on(table.firstId, table.secondId, table.kind),
    index('matches_match_second').on(table.secondId),
    index('matches_match_state').on(table.state, table.id),
    index('matches_match_waiting')
      .on(table.kind, table.id)
      .where(sql`${table.state} = 'proposed'`),
  ],
);
