import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { AnswerResult, type AnswerInput } from '@steward/core/review';
import { appendAudit, type AuditEntry } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { insertFeedback, type StoredFeedback } from '@steward/db/feedback';
import { readCategory, readPayeesOf } from '@steward/db/ledger';
import { readWaiting, type QueueRow } from '@steward/db/review';
import { randomBytes } from 'node:crypto';
import { applyChanges } from '../changes/index.ts';
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
  const payeeOf = await readPayeesOf(tx.orm, ids);
  const missing = ids.find((id) => !payeeOf.has(id));
  if (missing !== undefined) {
    const message = `There is no transaction ${missing} here.`;
    throw new DomainError({ code: 'not_found', reason: 'transaction', message });
  }
  const waiting = (await readWaiting(tx.orm, ids)).filter((row) => row.state !== 'answered');
  const changeSetId = createId('chg', { now: at, random: randomBytes });
  const provenance = { source: 'user', decisionId: null, isLocked: true, at: at.getTime() };
  const { learningSeqOf } = await applyChanges(tx, {
    ...({ kind: 'edit', actor, at, changeSetId, expectedVersions: input.expectedVersions } as const),
    reason: ids.length === 1 ? `Category ${category.name}` : `Category ${category.name} for ${ids.length}`,
    changes: ids.flatMap((entityId) => [
      { entity: 'transaction', entityId, field: 'category', after: category.id },
      { entity: 'transaction', entityId, field: 'categoryProvenance', after: provenance },
    ]),
  });
  await recordAnswers(tx, { actor, at, changeSetId, categoryId: category.id, waiting, learningSeqOf });
  const result = { changeSetId, answered: ids.length, changedOthers: 0, categoryName: category.name };
  return { answer: result, payeeIds: [...new Set(payeeOf.values())] };
}

interface AnswerRecord {
  actor: Actor;
  at: Date;
  changeSetId: string;
  categoryId: string;
  waiting: readonly QueueRow[];
  learningSeqOf: ReadonlyMap<string, number>;
}

/** Audit first, so that feedback can point at its record. */
async function recordAnswers(tx: WriteTx, record: AnswerRecord): Promise<void> {
  const { actor, at, changeSetId, categoryId, waiting, learningSeqOf } = record;
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
  const appended = await appendAudit(tx, entries);
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
    ...{ learningSeq: learningSeqOf.get(row.transactionId) ?? 0, auditSeq: appended[index]?.seq ?? 0 },
    ...{ actorId: actor.id, at, withdrawnAt: null },
  }));
  await insertFeedback(tx, rows);
}
