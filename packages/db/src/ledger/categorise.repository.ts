import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { and, count, eq, inArray, isNull } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { category, changeSet, changeSetItem, provenance, split, transaction } from './ledger.table.ts';

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

export interface TransactionToCategorise {
  id: string;
  payeeId: string;
  categoryId: string | null;
  /** The learning event of the label that stands, if any. */
  learningSeq: number | null;
}

/**
 * What a change of category must know.
 *
 * @throws DomainError `reconciled` or `has_splits` naming the transaction that must not be changed so.
 */
export async function readForCategorising(
  orm: Orm,
  ids: readonly string[],
): Promise<TransactionToCategorise[]> {
  const rows = await orm
    .select({
      id: transaction.id,
      payeeId: transaction.payeeId,
      categoryId: transaction.categoryId,
      status: transaction.status,
      learningSeq: provenance.learningSeq,
    })
    .from(transaction)
    .leftJoin(provenance, and(eq(provenance.transactionId, transaction.id), eq(provenance.field, 'category')))
    .where(and(inArray(transaction.id, [...ids]), isNull(transaction.deletedAt)));
  const reconciled = rows.find((row) => row.status === 'reconciled');
  if (reconciled) {
    const message = `Transaction ${reconciled.id} is reconciled and stays as it is.`;
    throw new DomainError({ code: 'conflict', reason: 'reconciled', message });
  }
  await refuseSplits(orm, ids);
  const byId = new Map(rows.map(({ status: _status, ...row }) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function refuseSplits(orm: Orm, ids: readonly string[]): Promise<void> {
  const rows = await orm
    .select({ id: split.transactionId, n: count() })
    .from(split)
    .where(inArray(split.transactionId, [...ids]))
    .groupBy(split.transactionId);
  const several = rows.find((row) => row.n > 1);
  if (!several) return;
  const message = `Transaction ${several.id} has ${several.n} splits; change the category of one of them.`;
  throw new DomainError({ code: 'conflict', reason: 'has_splits', message });
}

interface NewChangeSet {
  id: string;
  kind: 'import' | 'rule' | 'approval' | 'edit' | 'undo';
  actor: Actor;
  reason: string;
  at: Date;
  undoesId?: string;
}

export async function insertChangeSet(tx: WriteTx, row: NewChangeSet): Promise<void> {
  await tx.orm.insert(changeSet).values({ ...row, undoesId: row.undoesId ?? null, undoneById: null });
}

export interface CategoryChange {
  transactionId: string;
  before: string | null;
  after: string | null;
  /** The learning event that the new value was learned by, if any. */
  learningSeq: number | null;
}

interface CategoryChanges {
  changeSetId: string;
  changes: readonly CategoryChange[];
  source: 'user' | 'rule' | 'model' | 'import';
  isLocked: boolean;
  decisionId: string | null;
  at: Date;
}

/** Changes categories of one-split transactions: split, projection, provenance and change set items. */
export async function setCategories(tx: WriteTx, input: CategoryChanges): Promise<void> {
  const { changeSetId, changes, source, isLocked, decisionId, at } = input;
  for (const { transactionId, after, learningSeq } of changes) {
    await tx.execute('update ledger_split set category_id = ? where transaction_id = ?', [
      after,
      transactionId,
    ]);
    await tx.execute('update ledger_transaction set category_id = ? where id = ?', [after, transactionId]);
    if (after === null) {
      await tx.execute(`delete from ledger_provenance where transaction_id = ? and field = 'category'`, [
        transactionId,
      ]);
      continue;
    }
    await tx.execute(
      `insert or replace into ledger_provenance (transaction_id, field, source, decision_id, is_locked, learning_seq, at)
       values (?, 'category', ?, ?, ?, ?, ?)`,
      [transactionId, source, decisionId, isLocked ? 1 : 0, learningSeq, at.getTime()],
    );
  }
  await tx.insertMany(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    changes.map(({ transactionId, before, after }) => [
      ...[changeSetId, 'transaction', transactionId, 'category'],
      ...[JSON.stringify(before), JSON.stringify(after)],
    ]),
  );
}

/**
 * The category changes of a change set that can be undone.
 *
 * @throws DomainError when there is none, it was undone before, or it changed something else.
 */
export async function readCategoryChanges(orm: Orm, changeSetId: string): Promise<CategoryChange[]> {
  const sets = await orm.select().from(changeSet).where(eq(changeSet.id, changeSetId));
  const set = sets[0];
  if (!set) throw notFound('change_set', `There is no change set ${changeSetId} here.`);
  if (set.undoneById !== null) {
    const message = `Change set ${changeSetId} was undone before.`;
    throw new DomainError({ code: 'conflict', reason: 'already_undone', message });
  }
  const items = await orm.select().from(changeSetItem).where(eq(changeSetItem.changeSetId, changeSetId));
  if (items.some((item) => item.field !== 'category')) {
    const message = `Change set ${changeSetId} (${set.reason}) changed more than categories; it cannot be undone here.`;
    throw new DomainError({ code: 'conflict', reason: 'not_undoable', message });
  }
  return items.map((item) => ({
    transactionId: item.entityId,
    before: item.before as string | null,
    after: item.after as string | null,
    learningSeq: null,
  }));
}

export async function markUndone(tx: WriteTx, changeSetId: string, undoneById: string): Promise<void> {
  await tx.orm.update(changeSet).set({ undoneById }).where(eq(changeSet.id, changeSetId));
}
