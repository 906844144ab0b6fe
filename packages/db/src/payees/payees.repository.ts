import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
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
    const list = names.slice(start, start + LIST);
    const normalised = [...new Set(list.map((name) => name.normalised))];
    const importedNames = list.map((name) => name.importedName);
    const rows = await orm
      .select({
        importedName: payeeAlias.importedName,
        normalised: payeeAlias.normalised,
        payeeId: sql<string>`coalesce(${payee.mergedIntoId}, ${payee.id})`,
      })
      .from(payeeAlias)
      .innerJoin(payee, eq(payee.id, payeeAlias.payeeId))
      .where(or(inArray(payeeAlias.normalised, normalised), inArray(payeeAlias.importedName, importedNames)));
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
