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
  const totals = await sumByCurrency(orm, start, end);
  const sum = (of: 'n' | 'bare') => totals.reduce((all, row) => all + row[of], 0);
  return {
    transactions: sum('n'),
    uncategorised: sum('bare') - (await countPartlyCategorised(orm, start, end)),
    unreconciled: await countUnreconciled(orm, start, end),
    totals: totals.map(({ currency, income, spent }) => {
      return { currency, incomeMinor: income, expenseMinor: spent };
    }),
  };
}

interface CurrencySum {
  currency: string;
  n: number;
  /** Transactions whose first split has no category. */
  bare: number;
  income: number;
  spent: number;
}

/** Of the totals of days, a range for each category. */
function sumByCurrency(orm: Orm, start: string, end: string): Promise<CurrencySum[]> {
  return orm.all<CurrencySum>(
    sql`with of(id, moves) as (select id, kind = 'transfer' from ledger_category union all select '', 0)
        select t.currency, sum(t.transactions) as n,
          sum(iif(of.id = '' and not t.is_transfer, t.transactions, 0)) as bare,
          sum(iif(of.moves or t.is_transfer, 0, t.in_minor)) as income,
          sum(iif(of.moves or t.is_transfer, 0, t.out_minor)) as spent
        from of cross join ledger_total t on t.category_id = of.id and t.account_id = ''
          and t.period >= ${start} and t.period < ${end}
        group by t.currency having sum(t.splits) > 0 order by n desc, t.currency`,
  );
}

/** Transactions whose first split has no category, though another one has. */
async function countPartlyCategorised(orm: Orm, start: string, end: string): Promise<number> {
  const [row] = await orm.all<{ n: number }>(
    sql`select count(*) as n from ledger_part p
        join ledger_split s on s.id = p.split_id and s.position = 0
        join ledger_transaction t on t.id = p.transaction_id and t.deleted_at is null and t.transfer_id is null
        where p.category_id = '' and p.date >= ${start} and p.date < ${end}
          and exists (select 1 from ledger_part o where o.transaction_id = p.transaction_id and o.category_id <> '')`,
  );
  return row?.n ?? 0;
}

/** Along the indexes of what is posted and of what is pending, which hold all that is asked. */
async function countUnreconciled(orm: Orm, start: string, end: string): Promise<number> {
  const isOfMonth = sql`t.date >= ${start} and t.date < ${end} and t.deleted_at is null`;
  const [row] = await orm.all<{ n: number }>(
    sql`select (select coalesce(sum((select count(*) from ledger_transaction t indexed by ledger_transaction_unreconciled
            where t.account_id = a.id and t.status = 'posted' and ${isOfMonth})), 0) from ledger_account a)
          + (select count(*) from ledger_transaction t indexed by ledger_transaction_waiting
            where t.status = 'pending' and ${isOfMonth}) as n`,
  );
  return row?.n ?? 0;
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

type Statement = NonNullable<Reconciliation['statement']>;

/** The newest balance that the last import stated of an account, of those that were not undone. */
export async function readLastStatement(orm: Orm, accountId: string): Promise<Statement | null> {
  const rows = await orm.all<Statement>(
    sql`select c.value ->> 'date' as date, c.value ->> 'amountMinor' as "closingBalanceMinor", i.file_name as "fileName"
        from imports_import i
        join ledger_change_set s on s.id = i.change_set_id and s.undone_by_id is null
        join json_each(i.accounts) a on a.value ->> 'accountId' = ${accountId}
        join json_each(a.value, '$.checkpoints') c on not (c.value ->> 'isOpening')
        where i.status = 'committed' order by i.committed_at desc, date desc limit 1`,
  );
  return rows[0] ?? null;
}
