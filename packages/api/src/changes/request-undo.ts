import type { Action } from '@steward/core/access';
import type { UndoInput, UndoProgress, UndoResult } from '@steward/core/changes';
import { countItems, readItems, readUndoTask, saveUndoTask } from '@steward/db/changes';
import type { WorkspaceDb } from '@steward/db/client';
import { readChain, type Direction } from './chain.ts';
import { undoChangeSet, type UndoDeps } from './undo-change-set.ts';
import type { UndoRunner } from './undo-runner.ts';

/** Changes up to which an undo is waited for. */
const WAITED_FOR = 2_000;

export interface RequestUndoDeps extends UndoDeps {
  undos: Pick<UndoRunner, 'start' | 'doneOf'>;
  /** Throws where whoever asks lacks a right. */
  requireRight: (action: Action) => void;
}

/**
 * Undoes or redoes a change set: at once, or a large one in the background. Who may not close a month may not do so, nor
 * open one, by undoing it either.
 */
export async function requestUndo(
  deps: RequestUndoDeps,
  { id, rest }: UndoInput,
  direction: Direction,
): Promise<UndoResult> {
  const { db, actor, now, undos, requireRight } = deps;
  const { total, isRunning, isOfMonths } = await db.read(async (orm) => {
    const { last } = await readChain(orm, id, direction);
    const task = await readUndoTask(orm, id);
    const total = await countItems(orm, last.id);
    const items = total <= WAITED_FOR ? await readItems(orm, last.id) : [];
    const isOfMonths = items.some(({ entity }) => entity === 'month');
    return { total, isRunning: task?.state === 'running', isOfMonths };
  });
  if (isOfMonths) requireRight('ledger:close');
  if (total <= WAITED_FOR) return undoChangeSet(deps, { id, rest, direction });
  const job = { workspaceId: db.workspaceId, changeSetId: id, direction, rest, actor };
  if (!isRunning) {
    const task = { changeSetId: id, direction, rest, actor, total, startedAt: now() };
    await db.write((tx) => saveUndoTask(tx, task));
  }
  undos.start(job);
  return { state: 'running', changeSetId: null, undone: 0, changedOthers: 0, left: [], leftCount: 0 };
}

/** How far a large undo is, and what came of it. */
export async function readUndoProgress(
  { db, undos }: { db: WorkspaceDb } & Pick<RequestUndoDeps, 'undos'>,
  changeSetId: string,
): Promise<UndoProgress> {
  const task = await db.read((orm) => readUndoTask(orm, changeSetId));
  if (!task) return { state: 'none', direction: 'undo', done: 0, total: 0, outcome: null };
  const { state, direction, rest, actor, total, outcome } = task;
  if (state !== 'running') return { state, direction, done: total, total, outcome };
  const job = { workspaceId: db.workspaceId, changeSetId, direction, rest, actor };
  undos.start(job);
  return { state, direction, done: Math.min(undos.doneOf(job) ?? 0, total), total, outcome };
}
