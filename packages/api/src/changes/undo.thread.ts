import type { LaterEdit } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { endUndoTask } from '@steward/db/changes';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { Direction } from './chain.ts';
import { writeUndo } from './undo-change-set.ts';

/** Changes that are written between two reports. */
const PIECE = 500;

export interface UndoThreadTask {
  dataFolder: string;
  workspaceId: string;
  changeSetId: string;
  direction: Direction;
  rest: boolean;
  actor: Actor;
}

/** Says how far it is. */
export interface UndoReport {
  workspaceId: string;
  changeSetId: string;
  done: number;
}

/**
 * Undoes a large change set in one transaction: whole or not at all, also after a crash. Returns the payees whose
 * transactions are to be decided anew.
 */
export default async function runUndo(task: UndoThreadTask): Promise<string[]> {
  const { dataFolder, workspaceId, changeSetId, direction, rest, actor } = task;
  const db = await openWorkspaceDb({ dataFolder, workspaceId, isBulk: true });
  const now = () => new Date();
  let done = 0;
  const pause = () => {
    done += PIECE;
    parentPort?.postMessage({ workspaceId, changeSetId, done } satisfies UndoReport);
    return nextTurn();
  };
  try {
    return await db.write(async (tx) => {
      const written = await writeUndo(tx, { actor, now, pause }, { id: changeSetId, rest, direction });
      const { undone, left, leftCount } = written;
      const outcome = { message: null, undone, left, leftCount };
      await endUndoTask(tx, { changeSetId, state: 'done', outcome, at: now() });
      return written.payeeIds;
    });
  } catch (error) {
    await recordEnd(db, changeSetId, error);
    if (error instanceof DomainError) return [];
    throw error;
  } finally {
    db.close();
  }
}

async function recordEnd(db: WorkspaceDb, changeSetId: string, error: unknown): Promise<void> {
  const isRefusal = error instanceof DomainError && error.code !== 'internal';
  const message = isRefusal
    ? error.message
    : 'Something inside Steward failed; the log has the cause. Nothing was undone.';
  const details = isRefusal ? (error.details ?? {}) : {};
  const left = (details.laterEdits ?? []) as LaterEdit[];
  const leftCount = typeof details.count === 'number' ? details.count : left.length;
  const outcome = { message, undone: 0, left, leftCount };
  const state = isRefusal ? 'refused' : 'failed';
  await db.write((tx) => endUndoTask(tx, { changeSetId, state, outcome, at: new Date() }));
}
