import type { Budget, CountedSplit } from '@steward/core/budgets';
import type { LocalDate } from '@steward/core/calendar';
import { asc, eq, sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { budget } from './budgets.table.ts';

/** All budgets; a workspace has a page of them at most. */
export async function listBudgets(orm: Orm): Promise<Budget[]> {
  return orm.select().from(budget).orderBy(asc(budget.id));
}

export async function readBudget(orm: Orm, id: string): Promise<Budget | null> {
  const rows = await orm.select().from(budget).where(eq(budget.id, id));
  return rows[0] ?? null;
}

/** Days of a budget whose splits are asked for. */
export interface AskedDays {
  /** To find the answer by. */
  key: string;
  categoryIds: readonly string[];
  currency: string;
  start: LocalDate;
  /** The first day that is not asked for. */
  end: LocalDate;
}

export interface DaysSum {
  sumMinor: number;
  n: number;
  /** Splits in other currencies. */
  otherCurrencies: number;
}

/** What the splits of the categories add up to on those days, without transfers between own accounts; all in one query. */
export async function sumDays(orm: Orm, asked: readonly AskedDays[]): Promise<Map<string, DaysSum>> {
  const rows = await orm.all<{ key: string; sums: string }>(sumsQuery(asked));
  const found = new Map<string, DaysSum>();
  for (const { key, sums } of rows) {
    const [sumMinor, n, all] = JSON.parse(sums) as [number, number, number];
    const before = found.get(key) ?? { sumMinor: 0, n: 0, otherCurrencies: 0 };
    const sum = before.sumMinor + sumMinor;
    if (!Number.isSafeInteger(sum)) throw new RangeError(`The sum ${sum} is too large for a number.`);
    found.set(key, { sumMinor: sum, n: before.n + n, otherCurrencies: before.otherCurrencies + all - n });
  }
  return found;
}

/**
 * The query, exported so that a test can read its plan. Each list of days is a range of the totals' key; to take the list
 * apart once, and to add up each range by itself, is five times as fast as a join that is grouped.
 */
export function sumsQuery(asked: readonly AskedDays[]) {
  const lists = asked.flatMap(({ key, categoryIds, currency, start, end }) =>
    categoryIds.map((categoryId) => [key, categoryId, currency, start, end]),
  );
  return sql`
    with asked as materialized (
      select value ->> 0 as key, value ->> 1 as category_id, value ->> 2 as currency, value ->> 3 as first_day,
        value ->> 4 as end_day
      from json_each(${JSON.stringify(lists)}))
    select a.key, (
      select json_array(total_minor, of_currency, all_splits) from (
        select coalesce(sum(iif(t.currency = a.currency, t.in_minor + t.out_minor, 0)), 0) as total_minor,
          coalesce(sum(iif(t.currency = a.currency, t.splits, 0)), 0) as of_currency, coalesce(sum(t.splits), 0) as all_splits
        from ledger_total t
        where t.category_id = a.category_id and t.account_id = '' and t.period >= a.first_day and t.period < a.end_day
          and not t.is_transfer)) as sums
    from asked a`;
}

/** The keyset of counted splits: newest first. */
export interface CountedCursor {
  date: LocalDate;
  id: string;
  position: number;
}

interface CountedSearch extends Omit<AskedDays, 'key'> {
  after: CountedCursor | null;
  limit: number;
}

/** The splits that a sum counts, newest first. */
export async function listCounted(orm: Orm, search: CountedSearch): Promise<CountedSplit[]> {
  return orm.all<CountedSplit>(countedQuery(search));
}

/**
 * Transactions of one split are found by their category; those of several have none, and are found among those that
 * have none. The index is named, for the planner prefers that of dates where it has not counted the rows.
 */
export function countedQuery({ categoryIds, currency, start, end, after, limit }: CountedSearch) {
  const ids = JSON.stringify(categoryIds);
  const page = after
    ? sql`and ((t.date, t.id) < (${after.date}, ${after.id})
        or ((t.date, t.id) = (${after.date}, ${after.id}) and s.position > ${after.position}))`
    : sql``;
  const half = (isOfCategory: ReturnType<typeof sql>) => sql`
    select t.id as transactionId, s.position as position, t.date as date, t.payee_id as payeeId,
      t.imported_payee as importedPayee, case when s.memo = '' then t.imported_memo else s.memo end as memo,
      s.category_id as categoryId, s.amount_minor as amountMinor, t.currency as currency
    from ledger_transaction t indexed by ledger_transaction_category
    join ledger_split s on s.transaction_id = t.id
    where ${isOfCategory} and t.date >= ${start} and t.date < ${end} and t.deleted_at is null and t.transfer_id is null
      and t.currency = ${currency} and s.category_id in (select value from json_each(${ids})) ${page}`;
  return sql`
    select c.transactionId, c.position, c.date, coalesce(p.name, c.importedPayee) as payeeName, c.memo, c.categoryId,
      c.amountMinor, c.currency
    from (select * from (${half(sql`t.category_id in (select value from json_each(${ids}))`)}
      union all ${half(sql`t.category_id is null`)})
      order by date desc, transactionId desc, position limit ${limit}) c
    left join payees_payee p on p.id = c.payeeId
    order by c.date desc, c.transactionId desc, c.position`;
}
