import {
  offerDefault,
  SHOWN_ALIASES,
  SHOWN_MONTHS,
  type Payee,
  type PayeeDetail,
  type PayeeSummary,
} from '@steward/core/payees';
import { and, asc, count, desc, eq, inArray, isNull, max, min, sql, sum } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { category, transaction } from '../ledger/ledger.table.ts';
import { readSaid } from './payee-settings.repository.ts';
import { payee, payeeAlias } from './payees.table.ts';

interface PayeeSearch {
  search: string | null;
  after: { name: string; id: string } | null;
  limit: number;
}

/** By name. */
export async function listPayees(orm: Orm, { search, after, limit }: PayeeSearch): Promise<PayeeSummary[]> {
  const payees = await orm
    .select()
    .from(payee)
    .where(
      and(
        isNull(payee.mergedIntoId),
        search ? sql`${payee.name} like ${`%${search.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'` : undefined,
        after ? sql`(${payee.name}, ${payee.id}) > (${after.name}, ${after.id})` : undefined,
      ),
    )
    .orderBy(asc(payee.name), asc(payee.id))
    .limit(limit);
  const ids = payees.map(({ id }) => id);
  const booked = Map.groupBy(await readBooked(orm, ids), ({ payeeId }) => payeeId);
  return payees.map((row) => ({ ...row, ...summarise(booked.get(row.id) ?? []) }));
}

/** Confirmed transfers are no spending. */
const isTransfer = sql<number>`${transaction.transferId} is not null`;

/** What was booked for payees by category and currency, most often first, transfers apart. */
async function readBooked(orm: Orm, ids: readonly string[]) {
  return orm
    .select({
      payeeId: transaction.payeeId,
      categoryId: transaction.categoryId,
      categoryName: category.name,
      currency: transaction.currency,
      isTransfer,
      count: count(),
      amountMinor: sum(transaction.amountMinor).mapWith(Number),
      firstDate: min(transaction.date),
      lastDate: max(transaction.date),
    })
    .from(transaction)
    .leftJoin(category, eq(category.id, transaction.categoryId))
    .where(and(inArray(transaction.payeeId, [...ids]), isNull(transaction.deletedAt)))
    .groupBy(transaction.payeeId, transaction.categoryId, transaction.currency, isTransfer)
    .orderBy(desc(count()), asc(transaction.categoryId));
}

type Booked = Awaited<ReturnType<typeof readBooked>>[number];

function summarise(booked: readonly Booked[]): Pick<PayeeSummary, 'transactionCount' | 'lastDate' | 'mix'> {
  const counts = new Map<string, { name: string | null; count: number }>();
  for (const { categoryId, categoryName, count: n, isTransfer } of booked) {
    if (categoryId === null || isTransfer === 1) continue;
    counts.set(categoryId, { name: categoryName, count: (counts.get(categoryId)?.count ?? 0) + n });
  }
  const [top] = [...counts].sort(([, a], [, b]) => b.count - a.count);
  return {
    transactionCount: booked.reduce((total, row) => total + row.count, 0),
    lastDate:
      booked
        .flatMap(({ lastDate }) => lastDate ?? [])
        .sort()
        .at(-1) ?? null,
    mix: {
      ...{
        topCategoryId: top?.[0] ?? null,
        topCategoryName: top?.[1].name ?? null,
        topCount: top?.[1].count ?? 0,
      },
      categorisedCount: [...counts.values()].reduce((total, row) => total + row.count, 0),
    },
  };
}

/** A payee with what was booked for it; null when there is none. */
export async function readPayee(orm: Orm, id: string): Promise<PayeeDetail | null> {
  const rows: Payee[] = await orm.select().from(payee).where(eq(payee.id, id));
  const found = rows[0];
  if (!found) return null;
  const into = found.mergedIntoId;
  const mergedInto =
    into === null ? [] : await orm.select({ name: payee.name }).from(payee).where(eq(payee.id, into));
  const booked = await readBooked(orm, [id]);
  return {
    ...found,
    ...summarise(booked),
    ...(await readAliases(orm, id)),
    categories: booked
      .filter((row) => row.isTransfer === 0)
      .map(({ categoryId, categoryName, currency, count: n, amountMinor }) => {
        return { categoryId, categoryName, currency, count: n, amountMinor };
      }),
    transfers: sumTransfers(booked),
    months: await readMonths(orm, id),
    firstDate: booked.flatMap(({ firstDate }) => firstDate ?? []).sort()[0] ?? null,
    mergedIntoName: mergedInto[0]?.name ?? null,
    ...(await readDefault(orm, found, summarise(booked).mix)),
  };
}

/** Its default with who set it, or the category that is offered as one. */
async function readDefault(
  orm: Orm,
  { id, defaultCategoryId, mergedIntoId }: Payee,
  mix: PayeeSummary['mix'],
): Promise<Pick<PayeeDetail, 'default' | 'offeredDefault'>> {
  const said = await readSaid(orm, [id]);
  const offeredId = defaultCategoryId === null && mergedIntoId === null ? offerDefault(mix) : null;
  const wanted = defaultCategoryId ?? offeredId;
  const rows = wanted === null ? [] : await orm.select().from(category).where(eq(category.id, wanted));
  const row = rows[0];
  const isUsable = row !== undefined && !row.isHidden && row.removedAt === null && row.mergedIntoId === null;
  return {
    default: {
      categoryName: defaultCategoryId === null ? null : (row?.name ?? null),
      isUsable: isUsable && defaultCategoryId !== null,
      saidBy: said.get(`${id} defaultCategory`) ?? null,
      modeSaidBy: said.get(`${id} learnMode`) ?? null,
    },
    offeredDefault: offeredId && isUsable ? { categoryId: offeredId, categoryName: row.name } : null,
  };
}

function sumTransfers(booked: readonly Booked[]): PayeeDetail['transfers'] {
  const transfers = booked.filter((row) => row.isTransfer === 1);
  return [...Map.groupBy(transfers, ({ currency }) => currency)].map(([currency, rows]) => ({
    currency,
    count: rows.reduce((total, row) => total + row.count, 0),
    amountMinor: rows.reduce((total, row) => total + row.amountMinor, 0),
  }));
}

async function readAliases(orm: Orm, id: string): Promise<Pick<PayeeDetail, 'aliases' | 'aliasCount'>> {
  const aliases = await orm
    .select({ name: payeeAlias.importedName })
    .from(payeeAlias)
    .where(eq(payeeAlias.payeeId, id))
    .orderBy(asc(payeeAlias.importedName))
    .limit(SHOWN_ALIASES);
  const counted = await orm.select({ n: count() }).from(payeeAlias).where(eq(payeeAlias.payeeId, id));
  return { aliases: aliases.map(({ name }) => name), aliasCount: counted[0]?.n ?? 0 };
}

async function readMonths(orm: Orm, id: string): Promise<PayeeDetail['months']> {
  const month = sql<string>`substr(${transaction.date}, 1, 7)`;
  return orm
    .select({
      ...{ month, currency: transaction.currency, count: count() },
      amountMinor: sum(transaction.amountMinor).mapWith(Number),
    })
    .from(transaction)
    .where(and(eq(transaction.payeeId, id), isNull(transaction.deletedAt), isNull(transaction.transferId)))
    .groupBy(month, transaction.currency)
    .orderBy(desc(month), asc(transaction.currency))
    .limit(SHOWN_MONTHS);
}
