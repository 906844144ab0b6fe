import { and, asc, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { transaction } from '../ledger/ledger.table.ts';
import { recurringTested, recurringWaiting } from './recurring.table.ts';

/** A transaction as streams are looked for in. */
export interface StreamTransaction {
  id: string;
  payeeId: string;
  accountId: string;
  currency: string;
  date: string;
  amountMinor: number;
}

export async function countWaitingPayees(orm: Orm): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(recurringWaiting);
  return row?.n ?? 0;
}

/** A payee that waits, and how often it changed by now. */
export interface WaitingPayee {
  payeeId: string;
  changes: number;
}

export function readWaitingPayees(orm: Orm, limit: number): Promise<WaitingPayee[]> {
  return orm.select().from(recurringWaiting).orderBy(asc(recurringWaiting.payeeId)).limit(limit);
}

/** The most recent transactions of a payee, by date; the query is exported so that a test can read its plan. */
export function selectOfPayee(orm: Orm, payeeId: string, limit: number) {
  const { id, accountId, currency, date, amountMinor } = transaction;
  return orm
    .select({ id, payeeId: transaction.payeeId, accountId, currency, date, amountMinor })
    .from(transaction)
    .where(and(eq(transaction.payeeId, payeeId), isNull(transaction.deletedAt)))
    .orderBy(desc(transaction.date), desc(transaction.id))
    .limit(limit);
}

export async function readOfPayee(orm: Orm, payeeId: string, limit: number): Promise<StreamTransaction[]> {
  const rows = await selectOfPayee(orm, payeeId, limit);
  return rows.reverse();
}

/** They have been looked at; those that changed since wait on. */
export async function clearWaiting(tx: WriteTx, looked: readonly WaitingPayee[]): Promise<void> {
  for (const { payeeId, changes } of looked) {
    await tx.execute('delete from recurring_waiting where payee_id = ? and changes = ?', [payeeId, changes]);
  }
}

export async function saveTested(
  tx: WriteTx,
  payeeId: string,
  tested: { even: number; uneven: number },
): Promise<void> {
  await tx.orm
    .insert(recurringTested)
    .values({ payeeId, ...tested })
    .onConflictDoUpdate({ target: recurringTested.payeeId, set: tested });
}

export async function sumTested(orm: Orm): Promise<{ even: number; uneven: number }> {
  const [row] = await orm
    .select({
      even: sql<number>`coalesce(sum(${recurringTested.even}), 0)`,
      uneven: sql<number>`coalesce(sum(${recurringTested.uneven}), 0)`,
    })
    .from(recurringTested)
    .where(gt(sql`${recurringTested.even} + ${recurringTested.uneven}`, 0));
  return row ?? { even: 0, uneven: 0 };
}
