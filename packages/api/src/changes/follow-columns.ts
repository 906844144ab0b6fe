import type { WriteTx } from '@steward/db/client';
import { countStandingOf } from '@steward/db/imports';
import { appendLearning, readColumnsOf } from '@steward/db/learning';

interface ImportUndone {
  /** The import's change set. */
  changeSetId: string;
  at: Date;
}

/**
 * Takes back that the model looks at the context columns of an import, once nothing of it stands any more: then the model
 * is the fold without that import, bit for bit. Another import that has such a column said so itself.
 */
export async function withdrawColumns(tx: WriteTx, { changeSetId, at }: ImportUndone): Promise<void> {
  const standing = (await readColumnsOf(tx.orm, changeSetId)).filter(({ isWithdrawn }) => !isWithdrawn);
  if (standing.length === 0 || (await countStandingOf(tx.orm, changeSetId)) > 0) return;
  const events = standing.map(({ seq }) => ({ type: 'label_withdrawn', ofSeq: seq }) as const);
  await appendLearning(tx, events, at);
}

/** Lets the model look at the context columns of an import again; to be called before its labels are learned anew. */
export async function relearnColumns(tx: WriteTx, { changeSetId, at }: ImportUndone): Promise<void> {
  const columns = await readColumnsOf(tx.orm, changeSetId);
  if (columns.some(({ isWithdrawn }) => !isWithdrawn)) return;
  const names = [...new Set(columns.map(({ columnName }) => columnName))];
  const events = names.map(
    (columnName) => ({ type: 'context_column_added', columnName, changeSetId }) as const,
  );
  await appendLearning(tx, events, at);
}
