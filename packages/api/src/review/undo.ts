import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { withdrawFeedback } from '@steward/db/feedback';
import { appendLearning } from '@steward/db/learning';
import {
  insertChangeSet,
  markUndone,
  readCategoryChanges,
  readForCategorising,
  setCategories,
  type CategoryChange,
} from '@steward/db/ledger';
import { refreshReviewValues, setReviewState } from '@steward/db/review';
import { randomBytes } from 'node:crypto';
import type { ReviewDeps } from './answer.ts';

export interface Undone {
  undone: number;
  changedOthers: number;
}

/**
 * Takes an answer back: the inverse change set, the labels withdrawn, the items in the queue again.
 *
 * @throws DomainError `later_edit` naming the transaction that was changed since.
 */
export async function undoAnswer(deps: ReviewDeps, changeSetId: string): Promise<Undone> {
  const { db, engine } = deps;
  const written = await db.write((tx) => writeUndo(tx, deps, changeSetId));
  const changedOthers = await engine.redecide({ workspaceId: db.workspaceId, payeeIds: written.payeeIds });
  return { undone: written.undone, changedOthers };
}

async function writeUndo(tx: WriteTx, { actor, now }: ReviewDeps, changeSetId: string) {
  const at = now();
  const changes = await readCategoryChanges(tx.orm, changeSetId);
  const transactions = await readForCategorising(
    tx.orm,
    changes.map((change) => change.transactionId),
  );
  const stands = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  const edited = changes.find(({ transactionId, after }) => stands.get(transactionId)?.categoryId !== after);
  if (edited) {
    const message = `Transaction ${edited.transactionId} was changed since; undo that change first.`;
    throw new DomainError({ code: 'conflict', reason: 'later_edit', message, details: { ...edited } });
  }
  const withdrawn = transactions.flatMap(({ learningSeq }) => (learningSeq === null ? [] : [learningSeq]));
  // A label that stood before the answer was withdrawn by it, so it is learned again.
  const relearned = changes.filter((change) => change.before !== null);
  const firstSeq = await appendLearning(
    tx,
    [
      ...withdrawn.map((ofSeq) => ({ type: 'label_withdrawn', ofSeq }) as const),
      ...relearned.map(({ transactionId, before }) => ({
        ...({ type: 'label_seen', subject: { transactionId } } as const),
        categoryId: before ?? '',
      })),
    ],
    at,
  );
  const seqOf = new Map(
    relearned.map((change, index) => [change.transactionId, firstSeq + withdrawn.length + index]),
  );
  const undoId = createId('chg', { now: at, random: randomBytes });
  await insertChangeSet(tx, { id: undoId, kind: 'undo', actor, reason: 'Undo', at, undoesId: changeSetId });
  await markUndone(tx, changeSetId, undoId);
  const inverse: CategoryChange[] = changes.map(({ transactionId, before, after }) => ({
    ...{ transactionId, before: after, after: before },
    learningSeq: seqOf.get(transactionId) ?? null,
  }));
  await setCategories(tx, {
    ...{ changeSetId: undoId, changes: inverse, source: 'user', isLocked: false, decisionId: null, at },
  });
  const feedback = await withdrawFeedback(tx, changeSetId, at);
  const waitingAgain = feedback.map((row) => row.transactionId);
  await setReviewState(tx, { transactionIds: waitingAgain, state: 'waiting', answeredAt: null });
  await appendAudit(tx, [
    {
      ...{ at, actor, action: 'undo', system: 'ledger', subject: undoId },
      payload: {
        undoes: changeSetId,
        changes: inverse.map(({ transactionId, before, after }) => ({ transactionId, before, after })),
        withdrawnFeedback: feedback.map((row) => row.id),
      },
    },
  ]);
  const payeeIds = [...new Set(transactions.map((transaction) => transaction.payeeId))];
  await refreshReviewValues(tx, payeeIds);
  return { undone: changes.length, payeeIds };
}
