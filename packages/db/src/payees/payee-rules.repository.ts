import type { PayeeRule } from '@steward/core/payees';
import { and, asc, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { transaction } from '../ledger/ledger.table.ts';
import { payee, payeeAlias, payeeRule } from './payees.table.ts';

/** In the order in which they count. */
export async function listPayeeRules(orm: Orm): Promise<PayeeRule[]> {
  const rows = await orm.select().from(payeeRule).orderBy(asc(payeeRule.position), asc(payeeRule.id));
  return rows.map(({ position: _position, ...rule }) => rule);
}

/** The position behind the last rule. */
export async function nextRulePosition(orm: Orm): Promise<number> {
  const rows = await orm.select({ last: max(payeeRule.position) }).from(payeeRule);
  return (rows[0]?.last ?? 0) + 1;
}

export interface AliasOfPayee {
  importedName: string;
  payeeId: string;
  payeeName: string;
}

const ALIAS = { importedName: payeeAlias.importedName, payeeId: payeeAlias.payeeId, payeeName: payee.name };

/** Spellings in their order, behind one of them. */
export async function listAliases(orm: Orm, after: string, limit: number): Promise<AliasOfPayee[]> {
  return orm
    .select(ALIAS)
    .from(payeeAlias)
    .innerJoin(payee, eq(payee.id, payeeAlias.payeeId))
    .where(gt(payeeAlias.importedName, after))
    .orderBy(asc(payeeAlias.importedName))
    .limit(limit);
}

export async function readAlias(orm: Orm, importedName: string): Promise<AliasOfPayee | null> {
  const rows = await orm
    .select(ALIAS)
    .from(payeeAlias)
    .innerJoin(payee, eq(payee.id, payeeAlias.payeeId))
    .where(eq(payeeAlias.importedName, importedName));
  return rows[0] ?? null;
}

/** All spellings of a payee. */
export async function listAliasesOf(orm: Orm, payeeId: string): Promise<string[]> {
  const rows = await orm
    .select({ name: payeeAlias.importedName })
    .from(payeeAlias)
    .where(eq(payeeAlias.payeeId, payeeId));
  return rows.map(({ name }) => name);
}

/** A payee that has no other, by its name; the oldest of several. */
export async function findPayeeByName(orm: Orm, name: string): Promise<string | null> {
  const rows = await orm
    .select({ id: payee.id })
    .from(payee)
    .where(and(eq(payee.name, name), isNull(payee.mergedIntoId)))
    .orderBy(asc(payee.id))
    .limit(1);
  return rows[0]?.id ?? null;
}

/** Transactions that stand of a payee; with spellings only those that came in under one of them. */
export async function readTransactionIdsOf(
  orm: Orm,
  payeeId: string,
  importedNames: readonly string[] | null = null,
): Promise<string[]> {
  const among = sql`${transaction.importedPayee} in (select value from json_each(${JSON.stringify(importedNames ?? [])}))`;
  const rows = await orm
    .select({ id: transaction.id })
    .from(transaction)
    .where(
      and(
        eq(transaction.payeeId, payeeId),
        isNull(transaction.deletedAt),
        importedNames === null ? undefined : among,
      ),
    );
  return rows.map(({ id }) => id);
}

/** Names of payees that no other has taken over, by id. */
export async function readPayeeNames(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await orm
    .select({ id: payee.id, name: payee.name })
    .from(payee)
    .where(and(inArray(payee.id, [...ids]), isNull(payee.mergedIntoId)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
