import type { WorkspaceDb } from '@steward/db/client';

/** Stands, in tests, for the decisions' service: leaves the mark by which an import knows what is decided. */
export async function noteDecided(db: WorkspaceDb, ids: readonly string[]): Promise<void> {
  await db.write((tx) =>
    tx.insertMany(
      'decisions_decision',
      [
        ...['id', 'subject_type', 'subject_id', 'model_version', 'learning_seq', 'outcome', 'outcome_code'],
        ...['execution_microseconds', 'audit_seq', 'created_at'],
      ],
      ids.map((id) => [`dec-${id}`, 'transaction', id, 'test', 0, 'abstained', 'too_little_data', 1, 1, 0]),
    ),
  );
}
