import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import { invertChangeSet, type ChangeSetItem } from '@steward/core/ledger';
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
  type TransactionToCategorise,
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
  const ids = changes.map((change) => change.transactionId);
  const transactions = await readForCategorising(tx.orm, ids);
  const inverse = invert(changes, transactions);
  const seqOf = await relearn(tx, { changes, transactions, at });
  const undoId = createId('chg', { now: at, random: randomBytes });
  await insertChangeSet(tx, { id: undoId, kind: 'undo', actor, reason: 'Undo', at, undoesId: changeSetId });
  await markUndone(tx, changeSetId, undoId);
  await setCategories(tx, {
    ...({
      changeSetId: undoId,
      changes: inverse.map((change) => ({
        ...change,
        learningSeq: seqOf.get(change.transactionId) ?? null,
      })),
      source: 'user',
      isLocked: false,
      decisionId: null,
      at,
    } as const),
  });
  const feedback = await withdrawFeedback(tx, changeSetId, at);
  const waitingAgain = feedback.flatMap(({ transactionId }) => transactionId ?? []);
  await setReviewState(tx, { transactionIds: waitingAgain, state: 'waiting', answeredAt: null });
  await appendAudit(tx, [
    {
      ...({ at, actor, action: 'undo', system: 'ledger', subject: undoId } as const),
      payload: {
        undoes: changeSetId,
        changes: inverse,
        withdrawnFeedback: feedback.map((row) => row.id),
      },
    },
  ]);
  const payeeIds = [...new Set(transactions.map((transaction) => transaction.payeeId))];
  await refreshReviewValues(tx, payeeIds);
  return { undone: changes.length, payeeIds };
}

type Inverse = Omit<CategoryChange, 'learningSeq'>;

/** @throws DomainError `later_edit` when a transaction no longer has the value that is to be taken back. */
function invert(
  changes: readonly CategoryChange[],
  transactions: readonly TransactionToCategorise[],
): Inverse[] {
  const items = changes.map(({ transactionId, before, after }): ChangeSetItem => {
    return { entity: 'transaction', entityId: transactionId, field: 'category', before, after };
  });
  const stands = new Map(transactions.map(({ id, categoryId }) => [id, categoryId]));
  const inversion = invertChangeSet(items, ({ entityId }) => {
    const found = stands.get(entityId);
    return found === undefined ? { exists: false } : found;
  });
  if (inversion.status === 'stopped') {
    const { laterEdits } = inversion;
    const message = `Transaction ${laterEdits[0]?.entityId} was changed since; undo that change first.`;
    throw new DomainError({ code: 'conflict', reason: 'later_edit', message, details: { laterEdits } });
  }
  return inversion.items.map(({ entityId, before, after }) => ({
    transactionId: entityId,
    before: categoryOf(before),
    after: categoryOf(after),
  }));
}

function categoryOf(value: ChangeSetItem['before']): string | null {
  return typeof value === 'string' ? value : null;
}

interface Relearning {
  changes: readonly CategoryChange[];
  transactions: readonly TransactionToCategorise[];
  at: Date;
}

/** Withdraws the labels that stand, and learns those again that stood before. Their sequences, by transaction. */
async function relearn(tx: WriteTx, { changes, transactions, at }: Relearning): Promise<Map<string, number>> {
  const withdrawn = transactions.flatMap(({ learningSeq }) => (learningSeq === null ? [] : [learningSeq]));
  const relearned = changes.flatMap(({ transactionId, before }) =>
    before === null ? [] : [{ transactionId, before }],
  );
  const firstSeq = await appendLearning(
    tx,
    [
      ...withdrawn.map((ofSeq) => ({ type: 'label_withdrawn', ofSeq }) as const),
      ...relearned.map(({ transactionId, before: categoryId }) => ({
        ...({ type: 'label_seen', subject: { transactionId } } as const),
        categoryId,
      })),
    ],
    at,
  );
  return new Map(
    relearned.map(({ transactionId }, index) => [transactionId, firstSeq + withdrawn.length + index]),
  );
}
