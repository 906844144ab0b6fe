import { DomainError } from '@steward/core/errors';
import {
  isLongWord,
  searchWords,
  toWordsQuery,
  type Transaction,
  type TransactionFilter,
  type TransactionSort,
} from '@steward/core/ledger';
import { sql, type SQL } from 'drizzle-orm';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Orm } from '../client/index.ts';
import {
  baseDriver,
  CANDIDATE_KEY,
  isChecked,
  keyset,
  orderOf,
  selectCandidates,
  type Driver,
  type ListingFilter,
  type ListingKey,
} from './listing-source.ts';
import { countByMonths } from './month-totals.repository.ts';
import { isRareTag } from './tags.repository.ts';
import { readTransactions } from './transactions.repository.ts';

/** Candidates that are read whole and sorted, where no index has the wanted order. */
const MOST_GATHERED = 5_000;
/** Candidates that are added up or passed over in one request; found by words each takes three looks. */
export const mostAdded = (driver: Driver): number => (driver === 'words' ? 4_000 : 10_000);
/** Transactions that have a word before it is called common. */
const COMMON_WORD = 5_000;
/** Of amounts few enough that their index is the best one. */
const MOST_OF_AMOUNT = 5_000;
/** Candidates that are looked at in turn, with other work let through between; then the page ends as it is. */
const WINDOWS = [400, 1_600, 3_000, 5_000];

export interface ListingPage {
  sort: TransactionSort;
  after: ListingKey | null;
  limit: number;
  offset: number;
}

/** Where candidates come from, and whether they are few enough to be sorted. */
export interface ListingPlan {
  driver: Driver;
  isGathered: boolean;
}

interface Listed {
  items: Transaction[];
  /** Where the list goes on; null at its end. */
  next: ListingKey | null;
}

/** A filter with the categories under its own, and its text as a query. */
export async function resolveFilter(orm: Orm, filter: TransactionFilter): Promise<ListingFilter> {
  const match = filter.search?.trim() ? await toMatch(orm, filter.search) : null;
  if (!filter.categoryId) return { ...filter, match, categoryIds: null };
  const rows = await orm.all<{ id: string }>(
    sql`with recursive under(id) as (select ${filter.categoryId} union select c.id from ledger_category c
        join under u on c.parent_id = u.id) select id from under`,
  );
  return { ...filter, match, categoryIds: rows.map(({ id }) => id) };
}

/** Long words that stand whole in very many transactions are looked for whole only: all that they begin would take long. */
async function toMatch(orm: Orm, text: string): Promise<string> {
  const words = searchWords(text);
  const whole = new Set<string>();
  for (const word of words.filter(isLongWord)) {
    const rows = await orm.all(
      sql`select rowid from ledger_search where ledger_search match ${`"${word}"`} limit 1 offset ${COMMON_WORD}`,
    );
    if (rows.length > 0) whole.add(word);
  }
  return toWordsQuery(words, whole);
}

/**
 * A page of the list, along the index that has its order. Where more has to be looked at than the index knows, so many
 * candidates at most: the page may then end early, and `next` says where to go on.
 *
 * @throws DomainError `too_many_to_sort` when a text that is in very many transactions is to be sorted by amount.
 */
export async function pageTransactions(orm: Orm, filter: ListingFilter, page: ListingPage): Promise<Listed> {
  const plan = await planListing(orm, filter, page.sort);
  const { keys, next } = plan.isGathered
    ? await gather(orm, { filter, plan, page })
    : await walk(orm, { filter, plan, page });
  return {
    items: await readTransactions(
      orm,
      keys.map(({ id }) => id),
    ),
    next,
  };
}

/** Transactions of a filter, newest first, behind one of them. */
export async function listTransactions(
  orm: Orm,
  { before, limit, ...filter }: TransactionFilter & { before: ListingKey | null; limit: number },
): Promise<Transaction[]> {
  const page = { sort: 'newest', after: before, limit, offset: 0 } as const;
  return (await pageTransactions(orm, await resolveFilter(orm, filter), page)).items;
}

export async function planListing(
  orm: Orm,
  filter: ListingFilter,
  sort: TransactionSort = 'newest',
): Promise<ListingPlan> {
  const { leastMinor, mostMinor, amountMinor } = filter;
  const base = baseDriver(filter);
  if (base === 'ids') return { driver: base, isGathered: true };
  if (filter.tag && (await isRareTag(orm, filter.tag, MOST_GATHERED)))
    return { driver: 'tag', isGathered: true };
  if (leastMinor !== undefined || mostMinor !== undefined || amountMinor !== undefined) {
    if (await isFew(orm, { filter, driver: 'size', most: MOST_OF_AMOUNT }))
      return { driver: 'size', isGathered: true };
  }
  if (sort === 'newest' || sort === 'oldest') return { driver: base, isGathered: false };
  if (base === 'date') return { driver: 'size', isGathered: false };
  if (await isFew(orm, { filter, driver: base, most: MOST_GATHERED }))
    return { driver: base, isGathered: true };
  if (base !== 'words') return { driver: 'size', isGathered: false };
  const message = `More than ${MOST_GATHERED} transactions have these words, too many to sort by amount. Add a word, or sort by date.`;
  throw new DomainError({ code: 'invalid', reason: 'too_many_to_sort', message });
}

async function isFew(
  orm: Orm,
  { filter, driver, most }: { filter: ListingFilter; driver: Driver; most: number },
): Promise<boolean> {
  if (driver === 'category' || driver === 'account') return (await countByMonths(orm, filter)) <= most;
  const sort = driver === 'size' ? 'largest' : 'newest';
  const candidates = selectCandidates(filter, driver, { sort, after: null, limit: most + 1, offset: 0 });
  const rows = await orm.all<{ n: number }>(sql`select count(*) as n from (${candidates})`);
  return (rows[0]?.n ?? 0) <= most;
}

interface Listing {
  filter: ListingFilter;
  plan: ListingPlan;
  page: ListingPage;
}

interface Keys {
  keys: ListingKey[];
  next: ListingKey | null;
}

async function gather(orm: Orm, { filter, plan, page }: Listing): Promise<Keys> {
  const { sort, limit, offset } = page;
  const along = plan.driver === 'size' ? 'largest' : 'newest';
  const candidates = selectCandidates(filter, plan.driver, {
    ...{ sort: along, after: null, limit: MOST_GATHERED, offset: 0 },
  } as const);
  const conditions = [sql`ok`, ...keyset(page, CANDIDATE_KEY)];
  const keys = await selectKeys(
    orm,
    sql`select distinct id, date, size from (${candidates}) where ${sql.join(conditions, sql` and `)}
        order by ${orderOf(sort, CANDIDATE_KEY)} limit ${limit} offset ${offset}`,
  );
  return { keys, next: keys.length === limit ? (keys.at(-1) ?? null) : null };
}

async function selectKeys(orm: Orm, query: SQL): Promise<ListingKey[]> {
  const rows = await orm.all<{ id: string; date: string; size: number }>(query);
  return rows.map(({ id, date, size }) => ({ id, date, sizeMinor: size }));
}

/** The query of a page whose driver knows all of the filter. */
function selectPage(filter: ListingFilter, driver: Driver, page: ListingPage): SQL {
  const candidates = selectCandidates(filter, driver, page);
  if (driver !== 'category') return candidates;
  return sql`select distinct id, date, size from (${candidates}) order by ${orderOf(page.sort, CANDIDATE_KEY)}`;
}

/** How the database means to read a page, one step a line. */
export async function explainPage(orm: Orm, filter: ListingFilter, page: ListingPage): Promise<string[]> {
  const { driver } = await planListing(orm, filter, page.sort);
  const plan = await orm.all<{ detail: string }>(sql`explain query plan ${selectPage(filter, driver, page)}`);
  return plan.map(({ detail }) => detail);
}

async function walk(orm: Orm, { filter, plan: { driver }, page }: Listing): Promise<Keys> {
  if (!isChecked(filter, driver)) {
    const keys = await selectKeys(orm, selectPage(filter, driver, page));
    // One that came twice, by two of its splits, makes a page shorter without ending the list.
    const isEnd = keys.length === 0 || (keys.length < page.limit && driver !== 'category');
    return { keys, next: isEnd ? null : (keys.at(-1) ?? null) };
  }
  if (page.offset > 0) return skip(orm, { filter, plan: { driver, isGathered: false }, page });
  const keys: ListingKey[] = [];
  let after = page.after;
  for (const limit of WINDOWS) {
    const window = { sort: page.sort, after, limit, offset: 0 };
    const wanted = page.limit - keys.length;
    keys.push(...(await selectChecked(orm, { filter, driver, window, wanted })));
    if (keys.length === page.limit) return { keys, next: keys.at(-1) ?? null };
    const last = await selectLast(orm, { filter, driver, window });
    if (last === null) return { keys, next: null };
    after = last;
    await nextTurn();
  }
  return { keys, next: after };
}

/** The page behind so many matches. */
async function skip(orm: Orm, { filter, plan: { driver }, page }: Listing): Promise<Keys> {
  const window = { ...page, limit: mostAdded(driver), offset: 0 };
  const candidates = selectCandidates(filter, driver, window);
  const keys = await selectKeys(
    orm,
    sql`select distinct id, date, size from (${candidates}) where ok
        order by ${orderOf(page.sort, CANDIDATE_KEY)} limit ${page.limit} offset ${page.offset}`,
  );
  return { keys, next: keys.length === page.limit ? (keys.at(-1) ?? null) : null };
}

interface Window {
  filter: ListingFilter;
  driver: Driver;
  window: ListingPage;
}

function selectChecked(
  orm: Orm,
  { filter, driver, window, wanted }: Window & { wanted: number },
): Promise<ListingKey[]> {
  const candidates = selectCandidates(filter, driver, window);
  const distinct = driver === 'category' ? sql`distinct` : sql``;
  return selectKeys(
    orm,
    sql`select ${distinct} id, date, size from (${candidates}) where ok limit ${wanted}`,
  );
}

/** The last candidate of a window that is full; null where the candidates ended before. */
async function selectLast(orm: Orm, { filter, driver, window }: Window): Promise<ListingKey | null> {
  const place = { ...window, offset: window.limit - 1, limit: 1 };
  const keys = await selectKeys(
    orm,
    sql`select id, date, size from (${selectCandidates(filter, driver, place)})`,
  );
  return keys[0] ?? null;
}
