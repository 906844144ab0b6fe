import { DomainError } from '@steward/core/errors';
import { MOST_ANSWERED } from '@steward/core/review';
import { countItems, readItems } from '@steward/db/changes';
import type { Orm } from '@steward/db/client';
import { undoChangeSet, type UndoDeps } from '../changes/index.ts';

export interface Undone {
  undone: number;
  changedOthers: number;
}

/** The category, and where it comes from. */
const FIELDS_OF_AN_ANSWER = 2;

/**
 * Takes an answer back: the inverse change set, the labels withdrawn, the items in the queue again.
 *
 * @throws DomainError `later_edit` naming what was changed since, `not_an_answer` for any other change of the ledger.
 */
export async function undoAnswer(deps: UndoDeps, changeSetId: string): Promise<Undone> {
  if (!(await deps.db.read((orm) => isAnswer(orm, changeSetId)))) {
    const message = `Change set ${changeSetId} is no answer; undo it in the history of the ledger.`;
    throw new DomainError({ code: 'conflict', reason: 'not_an_answer', message });
  }
  return undoChangeSet(deps, { id: changeSetId });
}

async function isAnswer(orm: Orm, changeSetId: string): Promise<boolean> {
  if ((await countItems(orm, changeSetId)) > MOST_ANSWERED * FIELDS_OF_AN_ANSWER) return false;
  const items = await readItems(orm, changeSetId);
  return items.every(({ field }) => field === 'category' || field === 'categoryProvenance');
}
