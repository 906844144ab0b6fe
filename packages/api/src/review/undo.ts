import { DomainError } from '@steward/core/errors';
import { readItems } from '@steward/db/changes';
import { undoChangeSet, type UndoDeps } from '../changes/index.ts';

export interface Undone {
  undone: number;
  changedOthers: number;
}

/**
 * Takes an answer back: the inverse change set, the labels withdrawn, the items in the queue again.
 *
 * @throws DomainError `later_edit` naming what was changed since, `not_an_answer` for any other change of the ledger.
 */
export async function undoAnswer(deps: UndoDeps, changeSetId: string): Promise<Undone> {
  const items = await deps.db.read((orm) => readItems(orm, changeSetId));
  const isAnswer = items.every(({ field }) => field === 'category' || field === 'categoryProvenance');
  if (!isAnswer) {
    const message = `Change set ${changeSetId} is no answer; undo it in the history of the ledger.`;
    throw new DomainError({ code: 'conflict', reason: 'not_an_answer', message });
  }
  return undoChangeSet(deps, { id: changeSetId });
}
