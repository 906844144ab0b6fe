import { nextImportStatus } from '@steward/core/imports';
import { SYSTEM_ACTOR } from '@steward/core/identity';
import { DomainError } from '@steward/core/errors';
import { openWorkspaceDb } from '@steward/db/client';
import { readImport, updateImport } from '@steward/db/imports';
import { decideTransactions, orderQueue } from '../decisions/index.ts';
import { openModel, type WorkspaceModel } from '../learning/index.ts';
import { commitImport } from './commit.ts';
import { dropUpload } from './drop-upload.ts';
import { auditImport, CHUNK_ROWS, type ImportSetting } from './import-setting.ts';
import { previewImport } from './preview.ts';

export interface ImportTask {
  dataFolder: string;
  workspaceId: string;
  importId: string;
  chunkRows?: number;
  /** By how much the import's clock differs from the machine's; not at all where absent. */
  clockShiftMs?: number;
}

/** Carries the step of an import that its row says is under way to its end. */
export default async function runImport(task: ImportTask): Promise<void> {
  const { dataFolder, workspaceId, importId, clockShiftMs = 0 } = task;
  const db = await openWorkspaceDb({ dataFolder, workspaceId, isBulk: true });
  const now = () => new Date(Date.now() + clockShiftMs);
  let model: WorkspaceModel | null = null;
  const setting: ImportSetting = {
    ...{ db, dataFolder, now, chunkRows: task.chunkRows ?? CHUNK_ROWS },
    decide: async (transactionIds) => {
      model ??= await openModel({ db, dataFolder });
      await decideTransactions({ db, model, now }, transactionIds);
    },
  };
  try {
    await previewImport(setting, importId);
    await commitImport(setting, importId);
    await orderQueue(db);
    await dropUpload(setting, importId);
  } catch (error) {
    if (error instanceof DomainError && error.reason === 'import_elsewhere') return;
    await recordFailure(setting, importId, error);
    throw error;
  } finally {
    db.close();
  }
}

/** The row says what went wrong; what is committed stays, and the commit can be taken up again. */
async function recordFailure({ db, now }: ImportSetting, importId: string, error: unknown): Promise<void> {
  const failure =
    error instanceof DomainError && error.code !== 'internal'
      ? error.message
      : 'Something inside Steward failed; the log has the cause. What came in before stays.';
  await db.write(async (tx) => {
    const file = await readImport(tx.orm, importId);
    if (file.status !== 'previewing' && file.status !== 'committing') return;
    const state = { status: file.status, hasBegunCommit: file.changeSetId !== null };
    const status = nextImportStatus(state, 'fail');
    await updateImport(tx, importId, { status, failure, isCancelRequested: false });
    await auditImport(tx, {
      file: { ...file, status, failure },
      step: 'failed',
      actor: SYSTEM_ACTOR,
      at: now(),
    });
  });
}
