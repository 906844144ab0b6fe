import type { Account, Category } from '@steward/core/ledger';
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { account, category, transaction } from './ledger.table.ts';

export async function listAccounts(orm: Orm): Promise<Account[]> {
  return orm.select().from(account).orderBy(asc(account.name));
}

export async function readAccount(orm: Orm, id: string): Promise<Account | null> {
  const rows = await orm.select().from(account).where(eq(account.id, id));
  return rows[0] ?? null;
}

export async function insertAccount(tx: WriteTx, row: Account): Promise<void> {
  await tx.orm.insert(account).values(row);
}

/** Categories in use, by name. */
export async function listCategories(orm: Orm): Promise<Category[]> {
  const rows = await orm
    .select({
      id: category.id,
      parentId: category.parentId,
      name: category.name,
      kind: category.kind,
      isHidden: category.isHidden,
      icon: category.icon,
    })
    .from(category)
    .where(and(isNull(category.removedAt), isNull(category.mergedIntoId)))
    .orderBy(asc(category.name));
  return rows.map((row) => ({ ...row, parentId: row.parentId || null }));
}

/** What has no picture needs not say so. */
type NewCategory = Omit<Category, 'icon'> & Partial<Pick<Category, 'icon'>>;

/** Categories that are not in use yet, for a change set to bring them in. */
export async function stageCategories(tx: WriteTx, rows: readonly NewCategory[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.orm
    .insert(category)
    .values(rows.map((row) => ({ ...row, parentId: row.parentId ?? '', createdAt: at, removedAt: at })));
}

export async function insertCategories(tx: WriteTx, rows: readonly NewCategory[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.orm
    .insert(category)
    .values(rows.map((row) => ({ ...row, parentId: row.parentId ?? '', createdAt: at })));
}

/** Where names that were merged away lead to now. */
export async function readMergedCategories(orm: Orm): Promise<{ name: string; intoId: string }[]> {
  const rows = await orm
    .select({ id: category.id, name: category.name, intoId: category.mergedIntoId })
    .from(category);
  const next = new Map(rows.map((row) => [row.id, row.intoId]));
  return rows.flatMap(({ name, intoId }) => {
    if (intoId === null) return [];
    let end = intoId;
    for (let hop = next.get(end); hop; hop = next.get(end)) end = hop;
    return [{ name, intoId: end }];
  });
}

export async function hasChildren(orm: Orm, id: string): Promise<boolean> {
  const rows = await orm
    .select({ n: count() })
    .from(category)
    .where(and(eq(category.parentId, id), isNull(category.removedAt), isNull(category.mergedIntoId)));
  return (rows[0]?.n ?? 0) > 0;
}

/** How many transactions have a category. */
export async function countOfCategory(orm: Orm, categoryId: string): Promise<number> {
  const rows = await orm
    .select({ n: count() })
    .from(transaction)
    .where(and(eq(transaction.categoryId, categoryId), isNull(transaction.deletedAt)));
  return rows[0]?.n ?? 0;
}
