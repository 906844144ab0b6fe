import { DomainError } from '@steward/core/errors';
import type {
  ListedTransaction,
  ListTransactionsInput,
  Transaction,
  TransactionFilter,
  TransactionPage,
  TransactionSort,
  TransactionSummary,
} from '@steward/core/ledger';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import {
  findOffset,
  pageTransactions,
  readBalanceAfter,
  resolveFilter,
  summarise,
  type ListingFilter,
  type ListingKey,
} from '@steward/db/ledger';

/** @throws DomainError `cursor` when it is none of ours. */
export async function listTransactionsPage(
  db: WorkspaceDb,
  { cursor, limit, sort, offset, ...given }: ListTransactionsInput,
): Promise<TransactionPage> {
  const after = cursor === undefined ? null : parseCursor(cursor, sort);
  return db.read(async (orm) => {
    const filter = await resolveFilter(orm, given);
    const place =
      after === null ? await placeOf(orm, { filter, sort, offset: offset ?? 0 }) : { filter, offset: 0 };
    const { items, next } = await pageTransactions(orm, place.filter, {
      sort,
      after,
      limit,
      offset: place.offset,
    });
    const { transactions, isExact } = await summarise(orm, filter);
    return {
      items: await withBalances(orm, { items, filter: given, sort }),
      nextCursor: next && toCursor(next, sort),
      total: transactions,
      isTotalExact: isExact,
    };
  });
}

interface Place {
  filter: ListingFilter;
  sort: TransactionSort;
  offset: number;
}

/** A far place is gone to by the sums of months, so that only the rest of one is passed over row by row. */
async function placeOf(orm: Orm, { filter, sort, offset }: Place): Promise<Pick<Place, 'filter' | 'offset'>> {
  if (offset === 0 || sort === 'largest' || sort === 'smallest') return { filter, offset };
  const found = await findOffset(orm, { filter, sort, offset });
  if (found === null) return { filter, offset };
  return { filter: { ...filter, ...found.dates }, offset: found.offset };
}

function toCursor({ date, id, sizeMinor }: ListingKey, sort: TransactionSort): string {
  return sort === 'newest' || sort === 'oldest' ? `${date}_${id}` : `${sizeMinor}_${date}_${id}`;
}

function parseCursor(cursor: string, sort: TransactionSort): ListingKey {
  const [, size, date, id] = /^(?:(\d{1,16})_)?(\d{4}-\d{2}-\d{2})_(txn_[\w-]+)$/.exec(cursor) ?? [];
  const hasSize = sort === 'largest' || sort === 'smallest';
  if (date && id && (size !== undefined) === hasSize) return { date, id, sizeMinor: Number(size ?? 0) };
  const message = 'The cursor is not one of this list, or of the list in another order.';
  throw new DomainError({ code: 'invalid', reason: 'cursor', message });
}

interface ToBalance {
  items: readonly Transaction[];
  filter: TransactionFilter;
  sort: TransactionSort;
}

/** The account after each, where the list is all of one account by date: else what lies between would be missing. */
async function withBalances(orm: Orm, { items, filter, sort }: ToBalance): Promise<ListedTransaction[]> {
  const { accountId, from: _from, to: _to, status, ...others } = filter;
  const isWhole =
    accountId !== undefined &&
    status === 'all' &&
    Object.values<unknown>(others).every((value) => value === undefined);
  const oldest = sort === 'newest' ? items.at(-1) : items[0];
  if (!isWhole || !oldest || sort === 'largest' || sort === 'smallest')
    return items.map((item) => ({ ...item, balanceMinor: null }));
  let balanceMinor = await readBalanceAfter(orm, oldest);
  const upwards = sort === 'newest' ? items.toReversed() : items;
  const listed = upwards.map((item, index) => {
    if (index > 0) balanceMinor += item.amountMinor;
    return { ...item, balanceMinor };
  });
  return sort === 'newest' ? listed.reverse() : listed;
}

/** What a filter adds up to, by currency and by month. */
export async function summariseTransactions(
  db: WorkspaceDb,
  filter: TransactionFilter,
): Promise<TransactionSummary> {
  return db.read(async (orm) => summarise(orm, await resolveFilter(orm, filter)));
}
