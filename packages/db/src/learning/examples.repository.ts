import { inArray } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { learnedExample } from './learning.table.ts';

export type StoredExample = typeof learnedExample.$inferSelect;

/** What was learned of these before, by their external ids. */
export async function readExamples(
  orm: Orm,
  externalIds: readonly string[],
): Promise<Map<string, StoredExample>> {
  const rows = await orm
    .select()
    .from(learnedExample)
    .where(inArray(learnedExample.externalId, [...externalIds]));
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** Stores the last word on each. */
export async function saveExamples(tx: WriteTx, examples: readonly StoredExample[]): Promise<void> {
  for (const { externalId, hash, learningSeq } of examples) {
    await tx.execute(
      `insert into learning_example (external_id, hash, learning_seq) values (?, ?, ?)
       on conflict (external_id) do update set hash = excluded.hash, learning_seq = excluded.learning_seq`,
      [externalId, hash, learningSeq],
    );
  }
}
