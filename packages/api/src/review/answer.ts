import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { AnswerResult, type AnswerInput } from '@steward/core/review';
import { appendAudit, type AuditEntry } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { insertFeedback, type StoredFeedback } from '@steward/db/feedback';
import { appendLearning } from '@steward/db/learning';
import {
  insertChangeSet,
  readCategory,
  readForCategorising,
  setCategories,
  type CategoryChange,
} from '@steward/db/ledger';
import { readWaiting, refreshReviewValues, setReviewState, type QueueRow } from '@steward/db/review';
import { randomBytes } from 'node:crypto';
import type { Engine } from '../engine/index.ts';

export interface ReviewDeps {
  db: WorkspaceDb;
  engine: Pick<Engine, 'redecide'>;
  actor: Actor;
  now: () => Date;
}

/**
 * A person says what category transactions have. In one transaction: the ledger changes (one change
 * set), the answer is feedback on the decisions that waited, it is learned, and all of it is audited.
 * Then what is like them is decided again.
 */
export async function answer(deps: ReviewDeps, input: AnswerInput): Promise<AnswerResult> {
  const { db, engine } = deps;
  const call = {
    key: `review.answer ${input.idempotencyKey}`,
    requestHash: sha256Hex(canonicalJson([...input.transactionIds, input.categoryId])),
  };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return AnswerResult.parse(answered);
  const stored = await db.write(async (tx) => {
    const result = await writeAnswer(tx, deps, input);
    await storeAnswer(tx, { ...call, response: result.answer, at: deps.now() });
    return result;
  });
  const changedOthers = await engine.redecide({ workspaceId: db.workspaceId, payeeIds: stored.payeeIds });
  return { ...stored.answer, changedOthers };
}

interface Written {
  answer: AnswerResult;
  payeeIds: string[];
}

async function writeAnswer(tx: WriteTx, { actor, now }: ReviewDeps, input: AnswerInput): Promise<Written> {
  const at = now();
  const category = await readCategory(tx.orm, input.categoryId);
  const ids = [...new Set(input.transactionIds)];
  const transactions = await readForCategorising(tx.orm, ids);
  if (transactions.length < ids.length) {
    const found = new Set(transactions.map((transaction) => transaction.id));
    const missing = ids.find((id) => !found.has(id)) ?? '';
    const message = `There is no transaction ${missing} here.`;
    throw new DomainError({ code: 'not_found', reason: 'transaction', message });
  }
  const changeSetId = createId('chg', { now: at, random: randomBytes });
  const withdrawn = transactions.flatMap(({ learningSeq }) => (learningSeq === null ? [] : [learningSeq]));
  const firstSeq = await appendLearning(
    tx,
    [
      ...withdrawn.map((ofSeq) => ({ type: 'label_withdrawn', ofSeq }) as const),
      ...transactions.map(
        ({ id }) =>
          ({ type: 'label_seen', subject: { transactionId: id }, categoryId: category.id }) as const,
      ),
    ],
    at,
  );
  const changes: CategoryChange[] = transactions.map((transaction, index) => ({
    transactionId: transaction.id,
    before: transaction.categoryId,
    after: category.id,
    learningSeq: firstSeq + withdrawn.length + index,
  }));
  const reason =
    changes.length === 1 ? `Category ${category.name}` : `Category ${category.name} for ${changes.length}`;
  await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason, at });
  await setCategories(tx, { changeSetId, changes, source: 'user', isLocked: true, decisionId: null, at });
  const waiting = (await readWaiting(tx.orm, ids)).filter((row) => row.state !== 'answered');
  await setReviewState(tx, {
    transactionIds: waiting.map((row) => row.transactionId),
    state: 'answered',
    answeredAt: at,
  });
  await recordAnswers(tx, { actor, at, changeSetId, categoryId: category.id, waiting, changes });
  const payeeIds = [...new Set(transactions.map((transaction) => transaction.payeeId))];
  await refreshReviewValues(tx, payeeIds);
  const result = { changeSetId, answered: changes.length, changedOthers: 0, categoryName: category.name };
  return { answer: result, payeeIds };
}

interface AnswerRecord {
  actor: Actor;
  at: Date;
  changeSetId: string;
  categoryId: string;
  waiting: readonly QueueRow[];
  changes: readonly CategoryChange[];
}

/** Audit first, so that feedback can point at its record. */
async function recordAnswers(tx: WriteTx, record: AnswerRecord): Promise<void> {
  const { actor, at, changeSetId, categoryId, waiting, changes } = record;
  const feedback = waiting.map((row) => ({
    row,
    id: createId('fbk', { now: at, random: randomBytes }),
    isAccepted: row.categoryId === categoryId,
  }));
  const entries: AuditEntry[] = feedback.map(({ row, id, isAccepted }) => ({
    ...{ at, actor, action: 'feedback', system: 'review', subject: row.decisionId },
    payload: {
      ...{ feedbackId: id, transactionId: row.transactionId, accepted: isAccepted, categoryId },
      ...{ predicted: row.categoryId, confidence: row.confidence, changeSetId },
    },
    index: { payeeId: row.payeeId, ...(row.confidence !== null && { confidence: row.confidence }) },
  }));
  const changeEntry: AuditEntry = {
    ...{ at, actor, action: 'change_set', system: 'ledger', subject: changeSetId },
    payload: {
      field: 'category',
      changes: changes.map(({ transactionId, before, after }) => ({ transactionId, before, after })),
    },
  };
  const appended = await appendAudit(tx, [...entries, changeEntry]);
  const seqOf = new Map(changes.map((change) => [change.transactionId, change.learningSeq ?? 0]));
  const rows: StoredFeedback[] = feedback.map(({ row, id, isAccepted }, index) => ({
    ...{
      id,
      decisionId: row.decisionId,
      transactionId: row.transactionId,
      isAccepted,
      categoryId,
      changeSetId,
    },
    ...{ predictedCategoryId: row.categoryId, predictedConfidence: row.confidence },
    ...{ learningSeq: seqOf.get(row.transactionId) ?? 0, auditSeq: appended[index]?.seq ?? 0 },
    ...{ actorId: actor.id, at, withdrawnAt: null },
  }));
  await insertFeedback(tx, rows);
}
