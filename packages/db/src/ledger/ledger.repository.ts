import type { Account, Category, ChangeSet } from '@steward/core/ledger';
import { and, asc, count, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { account, category, changeSet, changeSetItem, transaction } from './ledger.table.ts';

export async function listAccounts(orm: Orm): Promise<Account[]> {
  return orm.select().from(account).orderBy(asc(account.name));
}

export async function readAccount(orm: Orm, id: string): Promise<Account | null> {
  const rows = await orm.select().from(account).where(eq(account.id, id));
  return rows[0] ?? null;
}

interface AccountUpdate {
  changeSetId: string;
  account: Account;
  changes: readonly { field: string; before: unknown; after: unknown }[];
}

/** Writes what an account is called and known by, with the items of the change. */
export async function updateAccountFields(tx: WriteTx, update: AccountUpdate): Promise<void> {
  const { changeSetId, changes } = update;
  const { id, name, type, externalId } = update.account;
  await tx.orm.update(account).set({ name, type, externalId }).where(eq(account.id, id));
  await tx.insertMany(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    changes.map(({ field, before, after }) => [
      ...[changeSetId, 'account', id, field, JSON.stringify(before), JSON.stringify(after)],
    ]),
  );
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
    })
    .from(category)
    .where(and(isNull(category.removedAt), isNull(category.mergedIntoId)))
    .orderBy(asc(category.name));
  return rows.map((row) => ({ ...row, parentId: row.parentId || null }));
}

export async function insertCategories(tx: WriteTx, rows: readonly Category[], at: Date): Promise<void> {
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

export async function setCategoryRemoved(tx: WriteTx, id: string, at: Date): Promise<void> {
  await tx.orm.update(category).set({ removedAt: at }).where(eq(category.id, id));
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

/** Newest first; `beforeId` is the last of the page before. */
export async function listChangeSets(
  orm: Orm,
  { beforeId, limit }: { beforeId: string | null; limit: number },
): Promise<ChangeSet[]> {
  const sets = await orm
    .select()
    .from(changeSet)
    .where(beforeId === null ? undefined : lt(changeSet.id, beforeId))
    .orderBy(desc(changeSet.id))
    .limit(limit);
  const ids = sets.map(({ id }) => id);
  const counts = await orm
    .select({ id: changeSetItem.changeSetId, n: count() })
    .from(changeSetItem)
    .where(inArray(changeSetItem.changeSetId, ids))
    .groupBy(changeSetItem.changeSetId);
  const countOf = new Map(counts.map(({ id, n }) => [id, n]));
  return sets.map((set) => ({ ...set, itemCount: countOf.get(set.id) ?? 0 }));
}
