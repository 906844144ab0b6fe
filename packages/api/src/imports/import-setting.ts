import { nextImportStatus, type Import } from '@steward/core/imports';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { updateImport } from '@steward/db/imports';

/** What a step of an import works with. */
export interface ImportSetting {
  db: WorkspaceDb;
  dataFolder: string;
  now: () => Date;
  /** Rows in one write transaction: short enough that the web server's own writes hardly wait. */
  chunkRows: number;
  /** Decides what came in without a category. */
  decide: (transactionIds: readonly string[]) => Promise<void>;
}

export const CHUNK_ROWS = 1_000;

export type ImportStep =
  'uploaded' | 'commit_started' | 'settled' | 'committed' | 'cancelled' | 'failed' | 'row_kept';

/** The audit record of a step; what it says is read of the import as it stands then. */
export async function auditImport(
  tx: WriteTx,
  { file, step, actor, at }: { file: Import; step: ImportStep; actor: Actor; at: Date },
): Promise<void> {
  const { id, accountId, fileName, fileHash, sizeBytes, counts, options, changeSetId, failure } = file;
  await appendAudit(tx, [
    {
      ...({ at, actor, action: 'import', system: 'imports' } as const),
      subject: id,
      payload: { step, accountId, fileName, fileHash, sizeBytes, counts, options, changeSetId, failure },
    },
  ]);
}

type ActedImport = Import & { actor: Actor };

/** Takes note of a cancellation; true when there was one. What is committed by then stays. */
export async function stopWhenCancelled(tx: WriteTx, file: ActedImport, at: Date): Promise<boolean> {
  if (!file.isCancelRequested) return false;
  const status = nextImportStatus(
    { status: file.status, hasBegunCommit: file.changeSetId !== null },
    'cancel',
  );
  await updateImport(tx, file.id, { status, isCancelRequested: false });
  await auditImport(tx, { file: { ...file, status }, step: 'cancelled', actor: file.actor, at });
  return true;
}
