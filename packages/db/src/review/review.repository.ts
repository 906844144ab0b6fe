import { valueOfReview, type ReviewFilter } from '@steward/core/review';
import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { account, category, transaction } from '../ledger/ledger.table.ts';
import { payee } from '../payees/payees.table.ts';
import { reviewItem } from './review.table.ts';

export interface NewReviewItem {
  transactionId: string;
  decisionId: string;
  payeeId: string;
  amountMinor: number;
  categoryId: string | null;
  confidence: number | null;
  outcomeCode: string;
  outcomeMessage: string;
  isAsked: boolean;
}

/** Puts transactions into the queue; one that waits already points at its newer decision afterwards. */
export async function insertReviewItems(
  tx: WriteTx,
  items: readonly NewReviewItem[],
  at: Date,
): Promise<void> {
  await tx.insertMany(
    'review_item',
    [
      ...['transaction_id', 'decision_id', 'payee_id', 'amount_minor', 'category_id', 'confidence'],
      ...['outcome_code', 'outcome_message', 'state', 'value', 'created_at'],
    ],
    items.map((item) => [
      ...[
        item.transactionId,
        item.decisionId,
        item.payeeId,
        item.amountMinor,
        item.categoryId,
        item.confidence,
      ],
      ...[
        item.outcomeCode,
        item.outcomeMessage,
        item.isAsked ? 'waiting' : 'never_ask',
        valueOfReview({ ...item, settles: 0 }),
        at.getTime(),
      ],
    ]),
  );
}

/** Points waiting items at a newer decision. */
export async function repointReviewItems(tx: WriteTx, items: readonly NewReviewItem[]): Promise<void> {
  for (const item of items) {
    await tx.execute(
      `update review_item set decision_id = ?, category_id = ?, confidence = ?, outcome_code = ?, outcome_message = ?
       where transaction_id = ? and state = 'waiting'`,
      [
        ...[item.decisionId, item.categoryId, item.confidence, item.outcomeCode, item.outcomeMessage],
        item.transactionId,
      ],
    );
  }
}

const QUEUE_COLUMNS = {
  transactionId: reviewItem.transactionId,
  decisionId: reviewItem.decisionId,
  value: reviewItem.value,
  state: reviewItem.state,
  date: transaction.date,
  payeeId: reviewItem.payeeId,
  payeeName: payee.name,
  importedPayee: transaction.importedPayee,
  importedMemo: transaction.importedMemo,
  accountName: account.name,
  context: transaction.context,
  amountMinor: reviewItem.amountMinor,
  currency: transaction.currency,
  version: transaction.version,
  categoryId: reviewItem.categoryId,
  categoryName: category.name,
  confidence: reviewItem.confidence,
  outcomeCode: reviewItem.outcomeCode,
  outcomeMessage: reviewItem.outcomeMessage,
};

function selectQueue(orm: Orm) {
  return orm
    .select(QUEUE_COLUMNS)
    .from(reviewItem)
    .innerJoin(transaction, eq(transaction.id, reviewItem.transactionId))
    .innerJoin(payee, eq(payee.id, reviewItem.payeeId))
    .innerJoin(account, eq(account.id, transaction.accountId))
    .leftJoin(category, eq(category.id, reviewItem.categoryId));
}

export type QueueRow = Awaited<ReturnType<typeof selectQueue>>[number];

function conditionOf(filter: ReviewFilter): SQL | undefined {
  if (filter === 'doubtful') return and(isNotNull(reviewItem.confidence), lt(reviewItem.confidence, 0.7));
  if (filter === 'new') return eq(reviewItem.outcomeCode, 'no_history');
  return undefined;
}

interface QueuePage {
  filter: ReviewFilter;
  limit: number;
  after: { value: number; transactionId: string } | null;
}

/** What waits, most valuable first. */
export async function readQueue(orm: Orm, { filter, limit, after }: QueuePage): Promise<QueueRow[]> {
  const keyset = after
    ? or(
        lt(reviewItem.value, after.value),
        and(eq(reviewItem.value, after.value), lt(reviewItem.transactionId, after.transactionId)),
      )
    : undefined;
  return selectQueue(orm)
    .where(and(eq(reviewItem.state, 'waiting'), conditionOf(filter), keyset))
    .orderBy(desc(reviewItem.value), desc(reviewItem.transactionId))
    .limit(limit);
}

export async function readQueueCounts(orm: Orm): Promise<Record<ReviewFilter, number>> {
  const countOf = (filter: ReviewFilter) => sql<number>`coalesce(sum(${conditionOf(filter)}), 0)`;
  const rows = await orm
    .select({ all: count(), doubtful: countOf('doubtful'), new: countOf('new') })
    .from(reviewItem)
    .where(eq(reviewItem.state, 'waiting'));
  return rows[0] ?? { all: 0, doubtful: 0, new: 0 };
}

/** Items by transaction, whatever their state. */
export async function readWaiting(orm: Orm, transactionIds: readonly string[]): Promise<QueueRow[]> {
  if (transactionIds.length === 0) return [];
  return selectQueue(orm).where(inArray(reviewItem.transactionId, [...transactionIds]));
}

/** Others that wait with the same payee and the same suggestion: the newest, and how many there are. */
export async function readAlike(
  orm: Orm,
  item: QueueRow,
  limit: number,
): Promise<{ rows: QueueRow[]; total: number }> {
  const condition = and(
    eq(reviewItem.payeeId, item.payeeId),
    eq(reviewItem.state, 'waiting'),
    ne(reviewItem.transactionId, item.transactionId),
    item.categoryId === null ? isNull(reviewItem.categoryId) : eq(reviewItem.categoryId, item.categoryId),
  );
  const rows = await selectQueue(orm)
    .where(condition)
    .orderBy(desc(transaction.date), desc(transaction.id))
    .limit(limit);
  const total = await orm.select({ n: count() }).from(reviewItem).where(condition);
  return { rows, total: total[0]?.n ?? 0 };
}

/** Waiting items that an answer may have changed: the same payees, and the top of the queue. */
export async function readAffected(
  orm: Orm,
  payeeIds: readonly string[],
  limit: number,
): Promise<QueueRow[]> {
  const waiting = eq(reviewItem.state, 'waiting');
  const same = await selectQueue(orm)
    .where(and(inArray(reviewItem.payeeId, [...payeeIds]), waiting))
    .orderBy(asc(reviewItem.transactionId))
    .limit(limit);
  const top = await selectQueue(orm)
    .where(waiting)
    .orderBy(desc(reviewItem.value), desc(reviewItem.transactionId))
    .limit(50);
  const byId = new Map([...same, ...top].map((row) => [row.transactionId, row]));
  return [...byId.values()];
}

/** What was booked for a payee, newest first. */
export async function readPayeeAmounts(orm: Orm, payeeId: string, limit: number) {
  return orm
    .select({
      transactionId: transaction.id,
      amountMinor: transaction.amountMinor,
      categoryName: category.name,
    })
    .from(transaction)
    .innerJoin(category, eq(category.id, transaction.categoryId))
    .where(and(eq(transaction.payeeId, payeeId), isNull(transaction.deletedAt)))
    .orderBy(desc(transaction.date), desc(transaction.id))
    .limit(limit);
}

interface StateChange {
  transactionIds: readonly string[];
  state: 'waiting' | 'answered' | 'skipped' | 'never_ask';
  answeredAt: Date | null;
}

export async function setReviewState(
  tx: WriteTx,
  { transactionIds, state, answeredAt }: StateChange,
): Promise<void> {
  await tx.orm
    .update(reviewItem)
    .set({ state, answeredAt })
    .where(inArray(reviewItem.transactionId, [...transactionIds]));
}

export async function countSkippedSince(orm: Orm, since: Date): Promise<number> {
  const rows = await orm
    .select({ n: count() })
    .from(reviewItem)
    .where(and(eq(reviewItem.state, 'skipped'), gte(reviewItem.answeredAt, since)));
  return rows[0]?.n ?? 0;
}

/** How many wait by payee and suggestion; the key is `alikeKey`. */
export async function countAlike(orm: Orm, payeeIds: readonly string[]): Promise<Map<string, number>> {
  if (payeeIds.length === 0) return new Map();
  const rows = await orm
    .select({ payeeId: reviewItem.payeeId, categoryId: reviewItem.categoryId, n: count() })
    .from(reviewItem)
    .where(and(inArray(reviewItem.payeeId, [...payeeIds]), eq(reviewItem.state, 'waiting')))
    .groupBy(reviewItem.payeeId, reviewItem.categoryId);
  return new Map(rows.map((row) => [alikeKey(row), row.n]));
}

/** How many items of a payee are in a state. */
export async function countOfPayee(
  orm: Orm,
  payeeId: string,
  state: typeof reviewItem.$inferSelect.state,
): Promise<number> {
  const rows = await orm
    .select({ n: count() })
    .from(reviewItem)
    .where(and(eq(reviewItem.payeeId, payeeId), eq(reviewItem.state, state)));
  return rows[0]?.n ?? 0;
}

/** What makes items alike: the payee and the suggestion. */
export function alikeKey({ payeeId, categoryId }: { payeeId: string; categoryId: string | null }): string {
  return `${payeeId} ${categoryId ?? ''}`;
}

/** Payees that something waits of. */
export async function readWaitingPayees(orm: Orm): Promise<string[]> {
  const rows = await orm
    .selectDistinct({ payeeId: reviewItem.payeeId })
    .from(reviewItem)
    .where(eq(reviewItem.state, 'waiting'));
  return rows.map((row) => row.payeeId);
}
