import { foldTag, type TransactionFilter, type TransactionSort } from '@steward/core/ledger';
import { sql, type SQL } from 'drizzle-orm';
import { contextIs, isOfPayee, startsWithWord } from './imported-text.ts';

/** A filter with what must be looked up before it can be a query. */
export interface ListingFilter extends TransactionFilter {
  /** The category and all under it. */
  categoryIds: readonly string[] | null;
  /** The query of the index of words; an empty text finds nothing. */
  match: string | null;
}

/** The place of a transaction in a list. */
export interface ListingKey {
  date: string;
  id: string;
  sizeMinor: number;
}

/** The index that candidates are read along. */
export type Driver =
  'date' | 'size' | 'account' | 'payee' | 'import' | 'category' | 'words' | 'pending' | 'ids' | 'tag';

/** A stretch of the candidates along their driver. */
export interface Stretch {
  sort: TransactionSort;
  after: ListingKey | null;
  limit: number;
  offset: number;
}

const DRIVEN: Record<Driver, readonly Condition['of'][]> = {
  ...{
    date: ['dates'],
    account: ['account', 'dates'],
    payee: ['payee', 'dates'],
    import: ['import', 'dates'],
  },
  ...{
    category: ['category', 'dates'],
    pending: ['pending', 'dates'],
    size: ['size'],
    words: ['words', 'dates'],
    ids: ['ids', 'dates'],
    tag: ['tag', 'dates'],
  },
};

/** The index that leaves fewest candidates, as far as that can be told from the filter alone. */
export function baseDriver(filter: ListingFilter): Driver {
  if (filter.ids) return 'ids';
  if (filter.importId) return 'import';
  if (filter.payeeId) return 'payee';
  if (filter.state === 'pending') return 'pending';
  if (filter.match !== null) return 'words';
  if (filter.categoryIds !== null || filter.status === 'uncategorised') return 'category';
  return filter.accountId ? 'account' : 'date';
}

/** Whether there is more to a filter than its driver reads: then each candidate has to be looked at. */
export function isChecked(filter: ListingFilter, driver: Driver): boolean {
  return driver === 'words' || checksOf(filter, driver).length > 0;
}

/**
 * Candidates in order: id, date, size, amount, currency and whether they match (`ok`). With several categories a
 * transaction whose splits have two of them comes twice.
 */
export function selectCandidates(filter: ListingFilter, driver: Driver, stretch: Stretch): SQL {
  if (driver === 'words') return selectByWords(filter, stretch);
  if (driver === 'category') return selectByCategories(filter, stretch);
  if (driver === 'tag') return selectByTag(filter, stretch);
  const own = conditionsOf(filter).filter(({ of }) => DRIVEN[driver].includes(of));
  return selectAlong({ filter, driver, own: own.map(({ test }) => test), stretch });
}

const INDEXES: Partial<Record<Driver, SQL>> = {
  date: sql`indexed by ledger_transaction_date`,
  size: sql`indexed by ledger_transaction_size`,
  account: sql`indexed by ledger_transaction_account`,
  payee: sql`indexed by ledger_transaction_payee`,
  import: sql`indexed by ledger_transaction_import`,
  category: sql`indexed by ledger_transaction_category`,
  pending: sql`indexed by ledger_transaction_waiting`,
};

interface Along {
  filter: ListingFilter;
  driver: Driver;
  own: readonly SQL[];
  stretch: Stretch;
}

function selectAlong({ filter, driver, own, stretch }: Along): SQL {
  const conditions = [sql`t.deleted_at is null`, ...own, ...keyset(stretch, TRANSACTION_KEY)];
  return sql`select t.id, t.date, abs(t.amount_minor) as size, ${amountOf(filter)} as amount, t.currency,
      ${allOf(checksOf(filter, driver))} as ok
    from ledger_transaction t ${INDEXES[driver] ?? sql``} where ${allOf(conditions)}
    order by ${orderOf(stretch.sort, TRANSACTION_KEY)} limit ${stretch.limit} offset ${stretch.offset}`;
}

/** One branch for each category, each along its index, and one each for the splits of those that have several. */
function selectByCategories(filter: ListingFilter, stretch: Stretch): SQL {
  const { limit, offset, sort } = stretch;
  const each = { ...stretch, limit: limit + offset, offset: 0 };
  const branches = (filter.categoryIds ?? ['']).flatMap((categoryId) => {
    const own = [sql`t.category_id is ${categoryId || null}`, ...datesOf(filter, sql`t.date`)];
    // Without a category stand also those that have several; they are found by their splits.
    if (categoryId === '')
      own.push(sql`not exists (select 1 from ledger_part p where p.transaction_id = t.id)`);
    return [
      selectAlong({ filter, driver: 'category', own, stretch: each }),
      selectParts(filter, categoryId, each),
    ];
  });
  const all = sql.join(
    branches.map((branch) => sql`select * from (${branch})`),
    sql` union all `,
  );
  return sql`select * from (${all}) order by ${orderOf(sort, CANDIDATE_KEY)} limit ${limit} offset ${offset}`;
}

function selectParts(filter: ListingFilter, categoryId: string, stretch: Stretch): SQL {
  const conditions = [
    sql`p.category_id = ${categoryId}`,
    sql`t.deleted_at is null`,
    ...datesOf(filter, sql`p.date`),
    ...keyset(stretch, PART_KEY),
  ];
  return sql`select t.id, p.date, abs(t.amount_minor) as size, p.amount_minor as amount, t.currency,
      ${allOf(checksOf(filter, 'category'))} as ok
    from ledger_part p cross join ledger_transaction t on t.id = p.transaction_id where ${allOf(conditions)}
    order by ${orderOf(stretch.sort, PART_KEY)} limit ${stretch.limit}`;
}

/** Of a tag that few have: those are found by it, then put in order. */
function selectByTag(filter: ListingFilter, stretch: Stretch): SQL {
  const conditions = [
    sql`g.folded = ${foldTag(filter.tag ?? '')}`,
    sql`t.deleted_at is null`,
    ...datesOf(filter, sql`t.date`),
    ...keyset(stretch, TRANSACTION_KEY),
  ];
  return sql`select t.id, t.date, abs(t.amount_minor) as size, ${amountOf(filter)} as amount, t.currency,
      ${allOf(checksOf(filter, 'tag'))} as ok
    from ledger_tag g cross join ledger_transaction t on t.id = g.transaction_id where ${allOf(conditions)}
    order by ${orderOf(stretch.sort, TRANSACTION_KEY)} limit ${stretch.limit} offset ${stretch.offset}`;
}

/** The numbers of documents begin with the day: the index of words gives them in the order of the list. */
function selectByWords(filter: ListingFilter, { sort, after, limit, offset }: Stretch): SQL {
  const { match, from, to } = filter;
  if (match === null || match === '') {
    return sql`select '' as id, '' as date, 0 as size, 0 as amount, '' as currency, 0 as ok where false`;
  }
  const isAscending = sort === 'oldest' || sort === 'smallest';
  const conditions = [sql`ledger_search match ${match}`];
  if (from) conditions.push(sql`f.rowid >= ${firstRowOf(from)}`);
  if (to) conditions.push(sql`f.rowid < ${firstRowOf(to)} + 1000000`);
  if (after) {
    const row = sql`(select row from ledger_document where transaction_id = ${after.id})`;
    conditions.push(isAscending ? sql`f.rowid > ${row}` : sql`f.rowid < ${row}`);
  }
  const checks = [sql`t.deleted_at is null`, ...checksOf(filter, 'words')];
  return sql`select t.id, t.date, abs(t.amount_minor) as size, ${amountOf(filter)} as amount, t.currency,
      ${allOf(checks)} as ok
    from ledger_search f cross join ledger_document d on d.row = f.rowid
    cross join ledger_transaction t on t.id = d.transaction_id
    where ${allOf(conditions)} order by f.rowid ${isAscending ? sql`asc` : sql`desc`} limit ${limit} offset ${offset}`;
}

const firstRowOf = (date: string) => sql`cast(julianday(${date}) as integer) * 1000000`;

interface KeyColumns {
  size: SQL;
  date: SQL;
  id: SQL;
}

const TRANSACTION_KEY = { size: sql`abs(t.amount_minor)`, date: sql`t.date`, id: sql`t.id` };
const PART_KEY = { size: sql`abs(t.amount_minor)`, date: sql`p.date`, id: sql`p.transaction_id` };
export const CANDIDATE_KEY = { size: sql`size`, date: sql`date`, id: sql`id` };

export function orderOf(sort: TransactionSort, { size, date, id }: KeyColumns): SQL {
  switch (sort) {
    case 'newest':
      return sql`${date} desc, ${id} desc`;
    case 'oldest':
      return sql`${date}, ${id}`;
    case 'largest':
      return sql`${size} desc, ${date} desc, ${id} desc`;
    case 'smallest':
      return sql`${size}, ${date}, ${id}`;
  }
}

/** That a row comes behind the place where the page before ended. */
export function keyset(
  { sort, after }: Pick<Stretch, 'sort' | 'after'>,
  { size, date, id }: KeyColumns,
): SQL[] {
  if (after === null) return [];
  switch (sort) {
    case 'newest':
      return [sql`(${date}, ${id}) < (${after.date}, ${after.id})`];
    case 'oldest':
      return [sql`(${date}, ${id}) > (${after.date}, ${after.id})`];
    case 'largest':
      return [
        sql`${size} <= ${after.sizeMinor}`,
        sql`(${size}, ${date}, ${id}) < (${after.sizeMinor}, ${after.date}, ${after.id})`,
      ];
    case 'smallest':
      return [
        sql`${size} >= ${after.sizeMinor}`,
        sql`(${size}, ${date}, ${id}) > (${after.sizeMinor}, ${after.date}, ${after.id})`,
      ];
  }
}

interface Condition {
  of: Exclude<Driver, 'date'> | 'dates' | 'other';
  test: SQL;
}

function checksOf(filter: ListingFilter, driver: Driver): SQL[] {
  return conditionsOf(filter)
    .filter(({ of }) => !DRIVEN[driver].includes(of))
    .map(({ test }) => test);
}

function conditionsOf(filter: ListingFilter): Condition[] {
  const conditions: Condition[] = [];
  const add = (of: Condition['of'], test: SQL) => conditions.push({ of, test });
  if (filter.accountId) add('account', sql`t.account_id = ${filter.accountId}`);
  if (filter.payeeId) add('payee', sql`t.payee_id = ${filter.payeeId}`);
  if (filter.importId) add('import', sql`t.import_id = ${filter.importId}`);
  if (filter.ids) add('ids', sql`t.id in ${filter.ids.length > 0 ? filter.ids : ['']}`);
  for (const test of datesOf(filter, sql`t.date`)) add('dates', test);
  for (const test of sizesOf(filter)) add('size', test);
  if (filter.match !== null) add('words', hasWords(filter.match));
  const categoryIds = filter.categoryIds ?? (filter.status === 'uncategorised' ? [''] : null);
  if (categoryIds !== null) add('category', hasCategory(categoryIds));
  if (filter.categoryIds !== null && filter.status === 'uncategorised') add('other', sql`false`);
  if (filter.status === 'categorised') add('other', sql`not ${hasCategory([''])}`);
  if (filter.state === 'pending') add('pending', sql`t.status = 'pending'`);
  else if (filter.state) add('other', sql`t.status = ${filter.state}`);
  if (filter.amountMinor !== undefined) add('other', sql`t.amount_minor = ${filter.amountMinor}`);
  if (filter.direction)
    add('other', filter.direction === 'in' ? sql`t.amount_minor > 0` : sql`t.amount_minor < 0`);
  if (filter.tag) add('tag', hasTag(filter.tag));
  if (filter.payee) add('other', isOfPayee(filter.payee));
  if (filter.word) add('other', startsWithWord(filter.word));
  if (filter.contextKey) add('other', contextIs(filter.contextKey, filter.contextValue ?? ''));
  return conditions;
}

function datesOf({ from, to }: ListingFilter, date: SQL): SQL[] {
  return [...(from ? [sql`${date} >= ${from}`] : []), ...(to ? [sql`${date} <= ${to}`] : [])];
}

function sizesOf({ leastMinor, mostMinor, amountMinor }: ListingFilter): SQL[] {
  const least = amountMinor === undefined ? leastMinor : Math.abs(amountMinor);
  const most = amountMinor === undefined ? mostMinor : Math.abs(amountMinor);
  return [
    ...(least === undefined ? [] : [sql`abs(t.amount_minor) >= ${least}`]),
    ...(most === undefined ? [] : [sql`abs(t.amount_minor) <= ${most}`]),
  ];
}

function hasWords(match: string): SQL {
  if (match === '') return sql`false`;
  return sql`(select row from ledger_document where transaction_id = t.id) in
    (select rowid from ledger_search where ledger_search match ${match})`;
}

function hasTag(name: string): SQL {
  return sql`exists (select 1 from ledger_tag g where g.folded = ${foldTag(name)} and g.transaction_id = t.id)`;
}

function hasCategory(ids: readonly string[]): SQL {
  const whole = ids.filter((id) => id !== '');
  return sql`(${whole.length > 0 ? sql`t.category_id in ${whole}` : sql`false`}
    ${ids.includes('') ? sql`or (t.category_id is null and not exists (select 1 from ledger_part p where p.transaction_id = t.id))` : sql``}
    or exists (select 1 from ledger_part p where p.transaction_id = t.id and p.category_id in ${[...ids]}))`;
}

/** What a transaction adds to the sums of its list: with a category only the splits that have it. */
function amountOf({ categoryIds }: ListingFilter): SQL {
  if (categoryIds === null) return sql`t.amount_minor`;
  return sql`iif(t.category_id is null, coalesce((select sum(p.amount_minor) from ledger_part p
    where p.transaction_id = t.id and p.category_id in ${[...categoryIds]}), t.amount_minor), t.amount_minor)`;
}

function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}
