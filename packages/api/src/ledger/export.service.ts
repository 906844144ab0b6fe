import {
  EXPORT_TEXT,
  qifAccount,
  type Category,
  type ExportedTransaction,
  type ExportFormat,
  type ExportTransactions,
  type Transaction,
} from '@steward/core/ledger';
import type { WorkspaceDb } from '@steward/db/client';
import {
  listAccounts,
  listCategories,
  pageTransactions,
  readSplitsOf,
  resolveFilter,
  type ListingKey,
} from '@steward/db/ledger';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Transactions read at once: short enough that the event loop is not held. */
const PAGE = 500;

type Exported = Omit<ExportTransactions, 'format'>;

interface Names {
  accounts: ReadonlyMap<string, string>;
  categories: ReadonlyMap<string, string>;
}

/** What a filter shows, as a file in pieces; QIF one account after the other, for its entries do not name theirs. */
export async function* exportTransactions(
  db: WorkspaceDb,
  { format, sort, ...filter }: ExportTransactions,
): AsyncGenerator<string> {
  const accounts = await db.read(listAccounts);
  const names: Names = {
    accounts: new Map(accounts.map(({ id, name }) => [id, name])),
    categories: toPaths(await db.read(listCategories)),
  };
  if (format !== 'qif') {
    yield* exportRows(db, { format, names, filter: { ...filter, sort } });
    return;
  }
  for (const { id, name } of accounts) {
    if (filter.accountId !== undefined && filter.accountId !== id) continue;
    let isFirst = true;
    for await (const text of exportRows(db, { format, names, filter: { ...filter, sort, accountId: id } })) {
      if (text === '') continue;
      yield isFirst ? qifAccount(name) + text : text;
      isFirst = false;
    }
  }
}

interface RowsOfFile {
  format: ExportFormat;
  names: Names;
  filter: Exported;
}

async function* exportRows(
  db: WorkspaceDb,
  { format, names, filter: { sort, ...given } }: RowsOfFile,
): AsyncGenerator<string> {
  const { start, between, row, end } = EXPORT_TEXT[format];
  const filter = await db.read((orm) => resolveFilter(orm, given));
  let after: ListingKey | null = null;
  let written = 0;
  yield start;
  do {
    const place: ListingKey | null = after;
    const { rows, next } = await db.read(async (orm) => {
      const page = await pageTransactions(orm, filter, { sort, after: place, limit: PAGE, offset: 0 });
      return { next: page.next, rows: await toExported(page.items, names, (ids) => readSplitsOf(orm, ids)) };
    });
    const text = rows.map(row).join(between);
    if (rows.length > 0) yield written > 0 ? between + text : text;
    written += rows.length;
    after = next;
    await nextTurn();
  } while (after !== null);
  yield end;
}

type ReadSplits = (ids: readonly string[]) => ReturnType<typeof readSplitsOf>;

async function toExported(
  items: readonly Transaction[],
  { accounts, categories }: Names,
  readSplits: ReadSplits,
): Promise<ExportedTransaction[]> {
  // Where there is a category there are no several splits.
  const splits = await readSplits(items.filter(({ categoryId }) => categoryId === null).map(({ id }) => id));
  const pathOf = (id: string | null) => (id === null ? null : (categories.get(id) ?? null));
  return items.map((item) => {
    const { id, date, amountMinor, currency, importedPayee, notes, tags, status } = item;
    const parts = splits.get(id) ?? [];
    return {
      ...{ id, date, amountMinor, currency, importedPayee, notes, tags, status },
      account: accounts.get(item.accountId) ?? '',
      payee: item.payeeName,
      memo: item.importedMemo,
      category: pathOf(item.categoryId),
      splits:
        parts.length < 2
          ? []
          : parts.map((part) => ({
              category: pathOf(part.categoryId),
              amountMinor: part.amountMinor,
              memo: part.memo,
            })),
    };
  });
}

/** Categories with those they stand under: `Home:Repairs`. */
function toPaths(categories: readonly Category[]): Map<string, string> {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (category: Category, under: ReadonlySet<string>): string => {
    const parent = category.parentId === null ? undefined : byId.get(category.parentId);
    if (!parent || under.has(parent.id)) return category.name;
    return `${pathOf(parent, new Set([...under, category.id]))}:${category.name}`;
  };
  return new Map(categories.map((category) => [category.id, pathOf(category, new Set())]));
}
