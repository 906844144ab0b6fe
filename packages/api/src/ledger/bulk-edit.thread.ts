import type { Actor } from '@steward/core/identity';
import type { ApplyBulkEdit, BulkEdit } from '@steward/core/ledger';
import { openWorkspaceDb } from '@steward/db/client';
import { toAnswer, type ThreadAnswer } from '../engine/index.ts';
import { previewBulkEdit, writeBulkEdit } from './bulk-edit.service.ts';

interface Setting {
  dataFolder: string;
  workspaceId: string;
  actor: Actor;
}

export type BulkEditTask = Setting &
  ({ task: 'preview'; edit: BulkEdit } | { task: 'apply'; edit: ApplyBulkEdit });

/** Previews a bulk edit, or carries it out in one transaction: whole or not at all, also after a crash. */
export default async function runBulkEdit(task: BulkEditTask): Promise<ThreadAnswer<unknown>> {
  const { dataFolder, workspaceId, actor } = task;
  const db = await openWorkspaceDb({ dataFolder, workspaceId, isBulk: true });
  const change = { db, actor, now: () => new Date() };
  try {
    return await toAnswer<unknown>(() =>
      task.task === 'preview' ? previewBulkEdit(change, task.edit) : writeBulkEdit(change, task.edit),
    );
  } finally {
    db.close();
  }
}
