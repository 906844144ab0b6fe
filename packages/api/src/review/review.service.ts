import type { Actor } from '@steward/core/identity';
import { ReviewDetail, type ReviewFilter, type ReviewItem, type ReviewQueue } from '@steward/core/review';
import { DomainError } from '@steward/core/errors';
import { OutcomeReason } from '@steward/core/decisions';
import { listAttachments } from '@steward/db/attachments';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readTodaysAnswers } from '@steward/db/feedback';
import {
  alikeKey,
  countAlike,
  countOfPayee,
  countSkippedSince,
  readAlike,
  readPayeeAmounts,
  readQueue,
  readQueueCounts,
  readWaiting,
  setReviewState,
  type QueueRow,
} from '@steward/db/review';
import { readPayeeSettings } from '@steward/db/payees';
import { applyChanges } from '../changes/index.ts';
import { readDecisionsByIds } from '../decisions/index.ts';

const ALIKE_SHOWN = 100;
const AMOUNTS_SHOWN = 200;

interface QueueRequest {
  filter: ReviewFilter;
  cursor: string | null;
  limit: number;
  now: Date;
}

/** A page of what waits, with counts and today's answers. */
export async function listQueue(
  db: WorkspaceDb,
  { filter, cursor, limit, now }: QueueRequest,
): Promise<ReviewQueue> {
  const after = cursor === null ? null : parseCursor(cursor);
  const startOfDay = new Date(now);
  startOfDay.setUTCHours(0, 0, 0, 0);
  return db.read(async (orm) => {
    const rows = await readQueue(orm, { filter, limit, after });
    const alike = await countAlike(orm, [...new Set(rows.map((row) => row.payeeId))]);
    const last = rows.at(-1);
    return {
      items: rows.map((row) => toItem(row, (alike.get(alikeKey(row)) ?? 1) - 1)),
      nextCursor: last && rows.length === limit ? `${last.value} ${last.transactionId}` : null,
      counts: await readQueueCounts(orm),
      today: {
        ...(await readTodaysAnswers(orm, startOfDay)),
        skipped: await countSkippedSince(orm, startOfDay),
      },
    };
  });
}

function parseCursor(cursor: string): { value: number; transactionId: string } {
  const [value, transactionId] = cursor.split(' ');
  const number = Number(value);
  if (transactionId !== undefined && Number.isFinite(number)) return { value: number, transactionId };
  throw new DomainError({
    code: 'invalid',
    reason: 'cursor',
    message: 'cursor: expected one that a page gave.',
  });
}

/** One transaction that waits, with its decision, and what is like it. */
export async function readItem(db: WorkspaceDb, transactionId: string): Promise<ReviewDetail> {
  const [row] = await db.read((orm) => readWaiting(orm, [transactionId]));
  if (!row) {
    const message = `Transaction ${transactionId} does not wait for review.`;
    throw new DomainError({ code: 'not_found', reason: 'review_item', message });
  }
  const [decision] = await readDecisionsByIds(db, [row.decisionId]);
  const { attachments, alike, payeeAmounts } = await db.read(async (orm) => ({
    attachments: await listAttachments(orm, transactionId),
    alike: await readAlike(orm, row, ALIKE_SHOWN),
    payeeAmounts: await readPayeeAmounts(orm, row.payeeId, AMOUNTS_SHOWN),
  }));
  return ReviewDetail.parse({
    ...toItem(row, alike.total),
    ...{ importedMemo: row.importedMemo, accountName: row.accountName, context: row.context },
    attachmentCount: attachments.length,
    ...{
      modelVersion: decision?.modelVersion,
      learningSeq: decision?.learningSeq,
      auditSeq: decision?.auditSeq,
    },
    ...{
      explanation: decision?.explanation ?? null,
      alike: alike.rows,
      alikeTotal: alike.total,
      payeeAmounts,
    },
  });
}

function toItem(row: QueueRow, settles: number): ReviewItem {
  const { outcomeCode, outcomeMessage, value: _value, state: _state, importedMemo: _memo, ...item } = row;
  const outcomeReason = OutcomeReason.parse({ code: outcomeCode, message: outcomeMessage });
  return { ...item, outcomeReason, settles };
}

interface Act {
  actor: Actor;
  now: Date;
}

/** Leaves a transaction for another day: it goes out of the queue, undecided. */
export async function skip(db: WorkspaceDb, transactionId: string, { actor, now }: Act): Promise<void> {
  await db.write(async (tx) => {
    await setReviewState(tx, { transactionIds: [transactionId], state: 'skipped', answeredAt: now });
    await appendAudit(tx, [
      {
        ...{ at: now, actor, action: 'feedback', system: 'review', subject: transactionId },
        payload: { skipped: true },
      },
    ]);
  });
}

/** Takes a payee's transactions out of the queue, now and later, or lets them in again. */
export async function setAsked(
  db: WorkspaceDb,
  { payeeId, isAsked }: { payeeId: string; isAsked: boolean },
  { actor, now }: Act,
): Promise<{ changed: number }> {
  return db.write(async (tx) => {
    const changed = await countOfPayee(tx.orm, payeeId, isAsked ? 'never_ask' : 'waiting');
    const after = isAsked ? 'suggest' : 'off';
    // One whose default is given by itself is asked about already, where that cannot be.
    const isSo = isAsked && (await readPayeeSettings(tx.orm, [payeeId])).get(payeeId)?.learnMode === 'auto';
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at: now },
      reason: isAsked ? 'Ask for this payee again' : 'Never ask for this payee',
      changes: isSo ? [] : [{ entity: 'payee', entityId: payeeId, field: 'learnMode', after }],
    });
    return { changed: changeSetId === null ? 0 : changed };
  });
}
