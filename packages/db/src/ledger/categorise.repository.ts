import { DomainError } from '@steward/core/errors';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { category, transaction } from './ledger.table.ts';

/** Those of the ids that are categories, and neither merged nor removed. */
export async function readUsableCategories(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const rows = await orm
    .select({ id: category.id })
    .from(category)
    .where(and(inArray(category.id, [...ids]), isNull(category.removedAt), isNull(category.mergedIntoId)));
  return new Set(rows.map(({ id }) => id));
}

/** @throws DomainError `category` when there is none, or it was merged or removed. */
export async function readCategory(orm: Orm, id: string): Promise<{ id: string; name: string }> {
  const rows = await orm
    .select({ id: category.id, name: category.name })
    .from(category)
    .where(and(eq(category.id, id), isNull(category.removedAt), isNull(category.mergedIntoId)));
  if (rows[0]) return rows[0];
  throw notFound('category', `There is no category ${id} here, or it was merged or removed.`);
}

function notFound(reason: string, message: string): DomainError {
  return new DomainError({ code: 'not_found', reason, message });
}

/** The payees of transactions that are in the ledger, by transaction. */
export async function readPayeesOf(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await orm
    .select({ id: transaction.id, payeeId: transaction.payeeId })
    .from(transaction)
    .where(and(inArray(transaction.id, [...ids]), isNull(transaction.deletedAt)));
  return new Map(rows.map(({ id, payeeId }) => [id, payeeId]));
}
