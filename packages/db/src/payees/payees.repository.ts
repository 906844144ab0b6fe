import type { Payee, PayeeDetail, PayeeSummary } from '@steward/core/payees';
import { and, asc, count, desc, eq, inArray, isNull, max, min, sql, sum } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { category, transaction } from '../ledger/ledger.table.ts';
import { payee, payeeAlias } from './payees.table.ts';

const LIST = 1_000;

/** Payees of imported names, looked up by raw and by normalised name, merged ones followed. */
export async function findPayees(
  orm: Orm,
  names: readonly { importedName: string; normalised: string }[],
): Promise<{ byImportedName: Map<string, string>; byNormalised: Map<string, string> }> {
  const byImportedName = new Map<string, string>();
  const byNormalised = new Map<string, string>();
  for (let start = 0; start < names.length; start += LIST) {
    const normalised = [...new Set(names.slice(start, start + LIST).map((name) => name.normalised))];
    const rows = await orm
      .select({
        importedName: payeeAlias.importedName,
        normalised: payeeAlias.normalised,
        payeeId: sql<string>`coalesce(${payee.mergedIntoId}, ${payee.id})`,
      })
      .from(payeeAlias)
      .innerJoin(payee, eq(payee.id, payeeAlias.payeeId))
      .where(inArray(payeeAlias.normalised, normalised));
    for (const row of rows) {
      byImportedName.set(row.importedName, row.payeeId);
      if (!byNormalised.has(row.normalised)) byNormalised.set(row.normalised, row.payeeId);
    }
  }
  return { byImportedName, byNormalised };
}

interface NewPayees {
  payees: readonly { id: string; name: string }[];
  aliases: readonly { importedName: string; normalised: string; payeeId: string }[];
  at: Date;
}

export async function insertPayees(tx: WriteTx, { payees, aliases, at }: NewPayees): Promise<void> {
  await tx.insertMany(
    'payees_payee',
    ['id', 'name', 'learn_mode', 'created_at'],
    payees.map(({ id, name }) => [id, name, 'suggest', at.getTime()]),
  );
  await tx.insertMany(
    'payees_alias',
    ['imported_name', 'normalised', 'payee_id'],
    aliases.map(({ importedName, normalised, payeeId }) => [importedName, normalised, payeeId]),
  );
}

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
  const counts = await countByPayee(
    orm,
    payees.map(({ id }) => id),
  );
  return payees.map((row) => ({ ...row, transactionCount: counts.get(row.id) ?? 0 }));
}

async function countByPayee(orm: Orm, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await orm
    .select({ id: transaction.payeeId, n: count() })
    .from(transaction)
    .where(and(inArray(transaction.payeeId, [...ids]), isNull(transaction.deletedAt)))
    .groupBy(transaction.payeeId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** A payee with what was booked for it; null when there is none. */
export async function readPayee(orm: Orm, id: string): Promise<PayeeDetail | null> {
  const rows: Payee[] = await orm.select().from(payee).where(eq(payee.id, id));
  if (!rows[0]) return null;
  const aliases = await orm
    .select({ name: payeeAlias.importedName })
    .from(payeeAlias)
    .where(eq(payeeAlias.payeeId, id))
    .orderBy(asc(payeeAlias.importedName))
    .limit(200);
  const categories = await orm
    .select({
      categoryId: transaction.categoryId,
      categoryName: category.name,
      currency: transaction.currency,
      count: count(),
      amountMinor: sum(transaction.amountMinor).mapWith(Number),
      firstDate: min(transaction.date),
      lastDate: max(transaction.date),
    })
    .from(transaction)
    .leftJoin(category, eq(category.id, transaction.categoryId))
    .where(and(eq(transaction.payeeId, id), isNull(transaction.deletedAt)))
    .groupBy(transaction.categoryId, transaction.currency)
    .orderBy(desc(count()));
  const dates = categories
    .flatMap(({ firstDate, lastDate }) => [firstDate, lastDate])
    .filter((date) => date !== null);
  return {
    ...rows[0],
    aliases: aliases.map(({ name }) => name),
    transactionCount: categories.reduce((total, row) => total + row.count, 0),
    categories: categories.map(({ firstDate: _first, lastDate: _last, ...row }) => row),
    firstDate: dates.sort()[0] ?? null,
    lastDate: dates.at(-1) ?? null,
  };
}
