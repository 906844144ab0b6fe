import { UndoOutcome } from '@steward/core/changes';
import { eq } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { undoTask } from './changes.table.ts';

type StoredUndoTask = typeof undoTask.$inferSelect;
type UndoTask = Omit<StoredUndoTask, 'outcome'> & { outcome: UndoOutcome | null };

/** The last large undo that was asked for of a change set; null when there was none. */
export async function readUndoTask(orm: Orm, changeSetId: string): Promise<UndoTask | null> {
  const rows = await orm.select().from(undoTask).where(eq(undoTask.changeSetId, changeSetId));
  if (!rows[0]) return null;
  const { outcome, ...row } = rows[0];
  return { ...row, outcome: outcome === null ? null : UndoOutcome.parse(outcome) };
}

/** Large undos that were asked for and have not ended. */
export async function readRunningUndos(orm: Orm): Promise<StoredUndoTask[]> {
  return orm.select().from(undoTask).where(eq(undoTask.state, 'running')).orderBy(undoTask.startedAt);
}

export async function saveUndoTask(
  tx: WriteTx,
  row: Omit<UndoTask, 'outcome' | 'endedAt' | 'state'>,
): Promise<void> {
  const set = { ...row, state: 'running' as const, outcome: null, endedAt: null };
  await tx.orm.insert(undoTask).values(set).onConflictDoUpdate({ target: undoTask.changeSetId, set });
}

interface Ending {
  changeSetId: string;
  state: 'done' | 'refused' | 'failed';
  outcome: UndoOutcome;
  at: Date;
}

export async function endUndoTask(tx: WriteTx, { changeSetId, state, outcome, at }: Ending): Promise<void> {
  await tx.orm
    .update(undoTask)
    .set({ state, outcome: UndoOutcome.parse(outcome), endedAt: at })
    .where(eq(undoTask.changeSetId, changeSetId));
}
