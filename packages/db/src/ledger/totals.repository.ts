import { sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { dayBefore, firstOf, monthAfter, type Dates } from './month-days.ts';
import type { ListingFilter } from './listing-source.ts';

export interface MonthSum {
  month: string;
  currency: string;
  transactions: number;
  /** What came in and went out; transfers between own accounts do neither. */
  inMinor: number;
  outMinor: number;
  /** Transactions that are a side of a confirmed transfer, and what they add up to. */
  transfers: number;
  transferMinor: number;
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
  const n = categoryIds === null ? sql`transactions` : sql`splits`;
  const rows = await orm.all<MonthSum>(
    sql`select period as month, currency, sum(${n}) as transactions,
          sum(iif(is_transfer, 0, in_minor)) as "inMinor", sum(iif(is_transfer, 0, out_minor)) as "outMinor",
          sum(iif(is_transfer, ${n}, 0)) as transfers,
          sum(iif(is_transfer, in_minor + out_minor, 0)) as "transferMinor"
        from ledger_total where ${sql.join(monthConditions(filter), sql` and `)}
        group by period, currency having sum(${n}) <> 0`,
  );
  if (categoryIds === null) return rows;
  const twice = await readCountedTwice(orm, filter, categoryIds);
  return rows.map((row) => {
    const more = twice.get(`${row.month} ${row.currency}`);
    if (more === undefined) return row;
    const { transactions, transfers } = row;
    return { ...row, transactions: transactions - more.n, transfers: transfers - more.transfers };
  });
}

function categoriesOf({ categoryIds, status }: ListingFilter): readonly string[] | null {
  return categoryIds ?? (status === 'uncategorised' ? [''] : null);
}

function monthConditions(filter: ListingFilter): SQL[] {
  const { accountId, from, to } = filter;
  const categoryIds = categoriesOf(filter);
  return [
    sql`category_id in ${[...(categoryIds ?? ['*'])]}`,
    // Without an account are days.
    accountId ? sql`account_id = ${accountId}` : sql`account_id > ''`,
    sql`splits <> 0`,
    ...(from ? [sql`period >= ${from.slice(0, 7)}`] : []),
    ...(to ? [sql`period <= ${to.slice(0, 7)}`] : []),
  ];
}

interface CountedTwice {
  k: string;
  n: number;
  transfers: number;
}

async function readCountedTwice(
  orm: Orm,
  { accountId }: ListingFilter,
  categoryIds: readonly string[],
): Promise<Map<string, CountedTwice>> {
  const ofAccount = accountId ? sql`and t.account_id = ${accountId}` : sql``;
  const rows = await orm.all<CountedTwice>(
    sql`select substr(t.date, 1, 7) || ' ' || t.currency as k, count(*) - count(distinct t.id) as n,
          sum(t.transfer_id is not null) - count(distinct iif(t.transfer_id is null, null, t.id)) as transfers
        from ledger_part p join ledger_transaction t on t.id = p.transaction_id and t.deleted_at is null ${ofAccount}
        where p.category_id in ${[...categoryIds]} group by 1 having count(*) > count(distinct t.id)`,
  );
  return new Map(rows.map((row) => [row.k, row]));
}

/** How many splits of transactions that stand each category has. */
export async function countByCategory(orm: Orm): Promise<Record<string, number>> {
  const rows = await orm.all<{ id: string; n: number | null }>(
    sql`select c.id, (select sum(t.splits) from ledger_total t where t.category_id = c.id and t.account_id > '') as n
        from ledger_category c`,
  );
  return Object.fromEntries(rows.flatMap(({ id, n }) => (n ? [[id, n]] : [])));
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
