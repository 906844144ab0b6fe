import type { TransactionSummary } from '@steward/core/ledger';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { mostAdded, planListing } from './listing.repository.ts';
import { selectCandidates, type ListingFilter } from './listing-source.ts';
import { cutToMonths } from './month-days.ts';
import { addMonths, isOfMonths, type MonthSum } from './totals.repository.ts';

interface Added {
  months: MonthSum[];
  isExact: boolean;
}

/**
 * How many match and what they add up to, by month and currency. From the sums of months where the filter is of account,
 * category and dates alone: exact at any size. Else over the transactions, as far as one request may go.
 */
export async function summarise(orm: Orm, filter: ListingFilter): Promise<TransactionSummary> {
  const { months, isExact } = await addUp(orm, filter);
  const currencies = new Map<string, Omit<MonthSum, 'month'>>();
  for (const { month: _month, ...sum } of months) {
    const before = currencies.get(sum.currency);
    currencies.set(sum.currency, before ? plus(before, sum) : sum);
  }
  const transactions = months.reduce((total, month) => total + month.transactions, 0);
  const byCurrency = [...currencies.values()].sort((a, b) => b.transactions - a.transactions);
  return { transactions, isExact, currencies: byCurrency, months };
}

type Sum = Omit<MonthSum, 'month'>;

const plus = (one: Sum, other: Sum): Sum => ({
  currency: one.currency,
  transactions: one.transactions + other.transactions,
  inMinor: one.inMinor + other.inMinor,
  outMinor: one.outMinor + other.outMinor,
  transfers: one.transfers + other.transfers,
  transferMinor: one.transferMinor + other.transferMinor,
});

async function addUp(orm: Orm, filter: ListingFilter): Promise<Added> {
  if (!isOfMonths(filter)) return addOneByOne(orm, filter);
  const { whole, edges } = cutToMonths(filter);
  const months = whole ? await addMonths(orm, { ...filter, ...whole }) : [];
  let isExact = true;
  for (const edge of edges) {
    const added = await addOneByOne(orm, { ...filter, ...edge });
    months.push(...added.months);
    isExact &&= added.isExact;
  }
  return { months: months.sort(newestMonthFirst), isExact };
}

const newestMonthFirst = (a: MonthSum, b: MonthSum) =>
  b.month.localeCompare(a.month) || a.currency.localeCompare(b.currency);

async function addOneByOne(orm: Orm, filter: ListingFilter): Promise<Added> {
  const { driver } = await planListing(orm, filter);
  const most = mostAdded(driver);
  const candidates = selectCandidates(filter, driver, {
    ...{ sort: driver === 'size' ? 'largest' : 'newest', after: null, limit: most, offset: 0 },
  } as const);
  const rows = await orm.all<Omit<MonthSum, 'month'> & { month: string | null }>(
    sql`with c as materialized (${candidates})
        select substr(date, 1, 7) as month, currency, count(distinct id) as transactions,
          sum(iif(moved, 0, max(amount, 0))) as "inMinor", sum(iif(moved, 0, min(amount, 0))) as "outMinor",
          count(distinct iif(moved, id, null)) as transfers, sum(iif(moved, amount, 0)) as "transferMinor"
          from c where ok group by 1, 2
        union all select null, '', count(*), 0, 0, 0, 0 from c`,
  );
  const scanned = rows.find(({ month }) => month === null)?.transactions ?? 0;
  const months = rows.flatMap(({ month, ...sum }) => (month === null ? [] : [{ month, ...sum }]));
  return { months: months.sort(newestMonthFirst), isExact: scanned < most };
}
