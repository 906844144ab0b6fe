import type { StreamShape, StreamVerdict } from '@steward/core/recurring';
import { and, asc, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { account } from '../ledger/ledger.table.ts';
import { payee } from '../payees/payees.table.ts';
import { recurringEvent, recurringPayment, recurringStream, recurringVerdict } from './recurring.table.ts';

/** A stream as it is kept, with what people said of it. */
export interface StoredStream {
  id: string;
  payeeId: string;
  payeeName: string;
  accountId: string;
  accountName: string;
  currency: string;
  shape: StreamShape;
  logEvidence: number;
  isFound: boolean;
  verdict: StreamVerdict;
}

export interface StoredPayment {
  streamId: string;
  transactionId: string;
  date: string;
  amountMinor: number;
}

const LIST = 500;

/** Those with evidence enough, and those that a person confirmed. */
export async function readStreams(orm: Orm, { payeeId }: { payeeId?: string } = {}): Promise<StoredStream[]> {
  const isShown = or(eq(recurringStream.isFound, true), eq(recurringVerdict.verdict, 'confirmed'));
  return readWhere(orm, and(isShown, payeeId ? eq(recurringStream.payeeId, payeeId) : undefined));
}

/** null when there is none. */
export async function readStream(orm: Orm, id: string): Promise<StoredStream | null> {
  const [row] = await readWhere(orm, eq(recurringStream.id, id));
  return row ?? null;
}

export function readStreamsOfPayees(orm: Orm, payeeIds: readonly string[]): Promise<StoredStream[]> {
  return readWhere(orm, inArray(recurringStream.payeeId, [...payeeIds]));
}

async function readWhere(orm: Orm, where: SQL | undefined): Promise<StoredStream[]> {
  const rows = await orm
    .select({
      stream: recurringStream,
      payeeName: payee.name,
      accountName: account.name,
      verdict: recurringVerdict,
    })
    .from(recurringStream)
    .leftJoin(recurringVerdict, eq(recurringVerdict.streamId, recurringStream.id))
    .leftJoin(payee, eq(payee.id, recurringStream.payeeId))
    .leftJoin(account, eq(account.id, recurringStream.accountId))
    .where(where)
    .orderBy(asc(recurringStream.id));
  return rows.map(({ stream, payeeName, accountName, verdict }) => {
    const { id, payeeId, accountId, currency, shape, logEvidence, isFound } = stream;
    return {
      ...{ id, payeeId, accountId, currency, shape, logEvidence, isFound },
      payeeName: payeeName ?? '',
      accountName: accountName ?? '',
      verdict: {
        verdict: verdict?.verdict ?? 'none',
        name: verdict?.name ?? null,
        endedOn: verdict?.endedOn ?? null,
      },
    };
  });
}

/** Of these streams, by date. */
export async function readPayments(orm: Orm, streamIds: readonly string[]): Promise<StoredPayment[]> {
  const payments: StoredPayment[] = [];
  for (let start = 0; start < streamIds.length; start += LIST) {
    const rows = await orm
      .select()
      .from(recurringPayment)
      .where(inArray(recurringPayment.streamId, streamIds.slice(start, start + LIST)))
      .orderBy(asc(recurringPayment.date), asc(recurringPayment.transactionId));
    payments.push(...rows);
  }
  return payments;
}

/** From a day, inclusive, to another, exclusive. */
export function readPaymentsBetween(orm: Orm, from: string, to: string): Promise<StoredPayment[]> {
  return orm
    .select()
    .from(recurringPayment)
    .where(and(gte(recurringPayment.date, from), lt(recurringPayment.date, to)))
    .orderBy(asc(recurringPayment.date), asc(recurringPayment.transactionId));
}

/** A stream as it was found. */
export interface NewStream {
  id: string;
  payeeId: string;
  accountId: string;
  currency: string;
  shape: StreamShape;
  logEvidence: number;
  isEven: boolean;
  payments: readonly Omit<StoredPayment, 'streamId'>[];
}

/**
 * Puts what was found in place of what was there, and keeps what people confirmed or dismissed though it was not found
 * again.
 */
export async function replaceStreams(
  tx: WriteTx,
  { payeeIds, streams }: { payeeIds: readonly string[]; streams: readonly NewStream[] },
): Promise<void> {
  const before = await readStreamsOfPayees(tx.orm, payeeIds);
  const wasFound = new Set(before.flatMap(({ id, isFound }) => (isFound ? [id] : [])));
  const found = new Set(streams.map(({ id }) => id));
  const gone = before.filter(({ id, verdict }) => verdict.verdict === 'none' && !found.has(id));
  const rewritten = [...gone.map(({ id }) => id), ...found];
  await removeStreams(tx, rewritten);
  for (const { id } of gone) await tx.orm.delete(recurringEvent).where(eq(recurringEvent.streamId, id));
  await tx.insertMany(
    'recurring_stream',
    ['id', 'payee_id', 'account_id', 'currency', 'shape', 'log_evidence', 'is_even', 'is_found'],
    streams.map(({ id, payeeId, accountId, currency, shape, logEvidence, isEven }) => [
      ...[id, payeeId, accountId, currency, JSON.stringify(shape), logEvidence, isEven, wasFound.has(id)],
    ]),
  );
  await tx.insertMany(
    'recurring_payment',
    ['stream_id', 'transaction_id', 'date', 'amount_minor'],
    streams.flatMap(({ id, payments }) =>
      payments.map(({ transactionId, date, amountMinor }) => [id, transactionId, date, amountMinor]),
    ),
  );
}

async function removeStreams(tx: WriteTx, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += LIST) {
    const some = ids.slice(start, start + LIST);
    await tx.orm.delete(recurringStream).where(inArray(recurringStream.id, some));
    await tx.orm.delete(recurringPayment).where(inArray(recurringPayment.streamId, some));
  }
}

/** Log evidence of all streams whose sizes are the same, or not. */
export async function readEvidence(orm: Orm, isEven: boolean): Promise<number[]> {
  const rows = await orm
    .select({ log: recurringStream.logEvidence })
    .from(recurringStream)
    .where(eq(recurringStream.isEven, isEven))
    .orderBy(desc(recurringStream.logEvidence));
  return rows.map(({ log }) => log);
}

/** Which streams have evidence enough: at least so much, of those whose sizes are the same, or not. */
export async function markFound(tx: WriteTx, isEven: boolean, least: number): Promise<void> {
  const isEnough = Number.isFinite(least) ? sql`${recurringStream.logEvidence} >= ${least}` : sql`0`;
  await tx.orm
    .update(recurringStream)
    .set({ isFound: sql`${isEnough}` })
    .where(and(eq(recurringStream.isEven, isEven), sql`${recurringStream.isFound} <> ${isEnough}`));
}
