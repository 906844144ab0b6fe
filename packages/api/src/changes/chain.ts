import type { Orm, WriteTx } from '@steward/db/client';
import { DomainError } from '@steward/core/errors';
import { readChangeSet, readUndoOf, setUndoneBy, type StoredChangeSet } from '@steward/db/changes';

/** A change set with its undo, its redo, the undo of that and so on: only the last of them can be undone. */
export interface Chain {
  root: StoredChangeSet;
  last: StoredChangeSet;
  /** Whether what the first did is undone now. */
  isUndone: boolean;
}

/** What is asked of a change set: `undo` of an undo is a redo. */
export type Direction = 'undo' | 'redo';

/**
 * The chain that a change set is part of.
 *
 * @throws DomainError `already_undone` or `not_undone` when there is nothing to do in that direction.
 */
export async function readChain(orm: Orm, id: string, asked: Direction): Promise<Chain> {
  const set = await readChangeSet(orm, id);
  let root = set;
  let isUndo = false;
  for (; root.undoesId !== null; isUndo = !isUndo) root = await readChangeSet(orm, root.undoesId);
  let last = root;
  let isUndone = false;
  for (let next = await readUndoOf(orm, root.id); next; next = await readUndoOf(orm, next.id)) {
    last = next;
    isUndone = !isUndone;
  }
  const isRedo = asked === 'redo' || isUndo;
  if (isUndone && !isRedo) {
    const message = `Change set ${id} (${root.reason}) was undone before.`;
    throw new DomainError({ code: 'conflict', reason: 'already_undone', message });
  }
  if (!isUndone && isRedo) {
    const message = `Change set ${id} (${root.reason}) is not undone; there is nothing to do again.`;
    throw new DomainError({ code: 'conflict', reason: 'not_undone', message });
  }
  return { root, last, isUndone };
}

/** Lengthens a chain: what was last is undone by the new one, and the first is undone or stands again. */
export async function markChain(tx: WriteTx, { root, last, isUndone }: Chain, id: string): Promise<void> {
  await setUndoneBy(tx, last.id, id);
  await setUndoneBy(tx, root.id, isUndone ? null : id);
}
