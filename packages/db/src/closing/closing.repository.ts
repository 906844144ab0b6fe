import type { ClosedMonth, LedgerMonth, Reconciliation } from '@steward/core/closing';
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { transaction } from '../ledger/ledger.table.ts';
import { payee } from '../payees/payees.table.ts';
import { closedMonth } from './closing.table.ts';

export function listClosedMonths(orm: Orm): Promise<ClosedMonth[]> {
  return orm.select().from(closedMonth).orderBy(asc(closedMonth.startsOn));
}

/** Which of these transactions, in the ledger or not, are of a closed month. */
export async function readOfClosedMonths(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const rows = await orm.all<{ id: string }>(
    sql`select t.id from ledger_transaction t where t.id in (select value from json_each(${JSON.stringify(ids)}))
        and exists (select 1 from closing_month m where m.starts_on <= t.date and t.date < m.ends_before)`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The day of the first transaction. */
export async function readFirstDay(orm: Orm): Promise<string | null> {
  const [row] = await orm.all<{ day: string | null }>(
    sql`select min(date) as day from ledger_transaction where deleted_at is null`,
  );
  return row?.day ?? null;
}

type MonthSums = Pick<LedgerMonth, 'transactions' | 'uncategorised' | 'unreconciled' | 'totals'>;

/** What stands in the ledger from a day to before another. */
export async function sumMonth(orm: Orm, start: string, end: string): Promise<MonthSums> {
  const rows = await orm.all<{
    currency: string;
    n: number;
    bare: number;
    open: number;
    income: number;
    spent: number;
  }>(
    sql`select t.currency, count(*) as n, coalesce(sum(t.status <> 'reconciled'), 0) as open,
          coalesce(sum(t.category_id is null
            and not exists (select 1 from ledger_split s where s.transaction_id = t.id and s.category_id is not null)), 0)
            as bare,
          coalesce(sum(iif(c.kind is 'transfer', 0, max(t.amount_minor, 0))), 0) as income,
          coalesce(sum(iif(c.kind is 'transfer', 0, min(t.amount_minor, 0))), 0) as spent
        from ledger_transaction t left join ledger_category c on c.id = t.category_id
        where t.deleted_at is null and t.date >= ${start} and t.date < ${end}
        group by t.currency order by n desc`,
  );
  const sum = (of: 'n' | 'bare' | 'open') => rows.reduce((total, row) => total + row[of], 0);
  return {
    ...{ transactions: sum('n'), uncategorised: sum('bare'), unreconciled: sum('open') },
    totals: rows.map(({ currency, income, spent }) => ({
      currency,
      incomeMinor: income,
      expenseMinor: spent,
    })),
  };
}

/** What is reconciled of an account, without its opening balance. */
export async function sumReconciled(orm: Orm, accountId: string): Promise<number> {
  const [row] = await orm.all<{ total: number | null }>(
    sql`select sum(amount_minor) as total from ledger_transaction
        where account_id = ${accountId} and status = 'reconciled' and deleted_at is null`,
  );
  return row?.total ?? 0;
}

interface Unreconciled {
  accountId: string;
  through: string;
  limit: number;
}

/** The oldest first. Written out, not bound: only then the index of what is posted is used. */
export async function listUnreconciled(orm: Orm, asked: Unreconciled): Promise<Reconciliation['items']> {
  const { id, date, importedMemo, amountMinor } = transaction;
  return orm
    .select({ id, date, payeeName: payee.name, importedMemo, amountMinor })
    .from(transaction)
    .innerJoin(payee, eq(payee.id, transaction.payeeId))
    .where(and(isPosted(asked.accountId), lte(date, asked.through)))
    .orderBy(asc(date), asc(id))
    .limit(asked.limit);
}

function isPosted(accountId: string) {
  return and(
    eq(transaction.accountId, accountId),
    sql`${transaction.status} = 'posted'`,
    isNull(transaction.deletedAt),
  );
}

/** Of these the ones that could be on a statement of the account up to a day. */
export async function readUnreconciled(
  orm: Orm,
  { accountId, through, ids }: Omit<Unreconciled, 'limit'> & { ids: readonly string[] },
): Promise<{ id: string; amountMinor: number }[]> {
  const { id, amountMinor } = transaction;
  return orm
    .select({ id, amountMinor })
    .from(transaction)
    .where(and(inArray(id, [...ids]), isPosted(accountId), lte(transaction.date, through)));
}
