import { sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { dayBefore, firstOf, monthAfter, type Dates } from './month-days.ts';
import type { ListingFilter } from './listing-source.ts';

export interface MonthSum {
  month: string;
  currency: string;
  transactions: number;
  inMinor: number;
  outMinor: number;
}

const OF_MONTHS = ['accountId', 'categoryId', 'categoryIds', 'from', 'to', 'status', 'match', 'search'];

/** Whether the sums of months know everything that the filter asks for. */
export function isOfMonths(filter: ListingFilter): boolean {
  const { match, status, categoryIds } = filter;
  const isKnown = Object.entries(filter).every(
    ([name, value]) => OF_MONTHS.includes(name) || value === undefined,
  );
  const isOneOfBoth = categoryIds === null || status !== 'uncategorised';
  return isKnown && match === null && status !== 'categorised' && isOneOfBoth;
}

/** Transactions of the filter's account, categories and whole months; what else it asks for is left aside. */
export async function countByMonths(orm: Orm, filter: ListingFilter): Promise<number> {
  const sums = await addMonths(orm, filter);
  return sums.reduce((total, { transactions }) => total + transactions, 0);
}

/** With a category each of its splits counts; a transaction that has two of them is counted once. */
export async function addMonths(orm: Orm, filter: ListingFilter): Promise<MonthSum[]> {
  const categoryIds = categoriesOf(filter);
  const n = categoryIds === null ? sql`sum(transactions)` : sql`sum(splits)`;
  const rows = await orm.all<MonthSum>(
    sql`select month, currency, ${n} as transactions, sum(in_minor) as "inMinor", sum(out_minor) as "outMinor"
        from ledger_month_total where ${sql.join(monthConditions(filter), sql` and `)}
        group by month, currency having ${n} <> 0`,
  );
  if (categoryIds === null) return rows;
  const twice = await readCountedTwice(orm, filter, categoryIds);
  return rows.map((row) => ({
    ...row,
    transactions: row.transactions - (twice.get(`${row.month} ${row.currency}`) ?? 0),
  }));
}

function categoriesOf({ categoryIds, status }: ListingFilter): readonly string[] | null {
  return categoryIds ?? (status === 'uncategorised' ? [''] : null);
}

function monthConditions(filter: ListingFilter): SQL[] {
  const { accountId, from, to } = filter;
  const categoryIds = categoriesOf(filter);
  return [
    sql`splits <> 0`,
    ...(accountId ? [sql`account_id = ${accountId}`] : []),
    ...(from ? [sql`month >= ${from.slice(0, 7)}`] : []),
    ...(to ? [sql`month <= ${to.slice(0, 7)}`] : []),
    sql`category_id in ${[...(categoryIds ?? ['*'])]}`,
  ];
}

async function readCountedTwice(
  orm: Orm,
  { accountId }: ListingFilter,
  categoryIds: readonly string[],
): Promise<Map<string, number>> {
  const ofAccount = accountId ? sql`and t.account_id = ${accountId}` : sql``;
  const rows = await orm.all<{ k: string; n: number }>(
    sql`select substr(t.date, 1, 7) || ' ' || t.currency as k, count(*) - count(distinct t.id) as n
        from ledger_part p join ledger_transaction t on t.id = p.transaction_id and t.deleted_at is null ${ofAccount}
        where p.category_id in ${[...categoryIds]} group by 1 having count(*) > count(distinct t.id)`,
  );
  return new Map(rows.map(({ k, n }) => [k, n]));
}

/**
 * Where a list by date is so many transactions behind its beginning: the day up to which they lie, and how many of it to
 * leave out. null where the sums of months do not know the filter.
 */
export async function findOffset(
  orm: Orm,
  { filter, sort, offset }: { filter: ListingFilter; sort: 'newest' | 'oldest'; offset: number },
): Promise<{ dates: Dates; offset: number } | null> {
  if (!isOfMonths(filter) || filter.from !== undefined || filter.to !== undefined) return null;
  const sums = await addMonths(orm, filter);
  const months = [...Map.groupBy(sums, ({ month }) => month)].map(([month, of]) => ({
    month,
    n: of.reduce((total, { transactions }) => total + transactions, 0),
  }));
  months.sort((a, b) =>
    sort === 'newest' ? b.month.localeCompare(a.month) : a.month.localeCompare(b.month),
  );
  let left = offset;
  for (const { month, n } of months) {
    if (left < n) {
      const dates =
        sort === 'newest'
          ? { from: undefined, to: dayBefore(firstOf(monthAfter(month))) }
          : { from: firstOf(month), to: undefined };
      return { dates, offset: left };
    }
    left -= n;
  }
  return null;
}
