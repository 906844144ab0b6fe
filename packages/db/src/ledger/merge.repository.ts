import type { WriteTx } from '../client/index.ts';

interface CategoryMerge {
  fromId: string;
  intoId: string;
  changeSetId: string;
}

/**
 * Moves everything of one category to another: splits, their projection, what the queue suggests, and
 * an item of the change set for each transaction. Returns how many transactions moved.
 */
export async function mergeCategoryRows(
  tx: WriteTx,
  { fromId, intoId, changeSetId }: CategoryMerge,
): Promise<number> {
  const item = 'ledger_change_set_item (change_set_id, entity, entity_id, field, before, after)';
  await tx.execute(
    `insert into ${item}
     select ?, 'transaction', id, 'category', json_quote(category_id), json_quote(?)
     from ledger_transaction where category_id = ?`,
    [changeSetId, intoId, fromId],
  );
  await tx.execute(`insert into ${item} values (?, 'category', ?, 'mergedInto', 'null', json_quote(?))`, [
    ...[changeSetId, fromId, intoId],
  ]);
  await tx.execute(
    `update ledger_split set category_id = ?1 where transaction_id in
       (select id from ledger_transaction where category_id = ?2) and category_id = ?2`,
    [intoId, fromId],
  );
  const moved = await tx.execute('update ledger_transaction set category_id = ? where category_id = ?', [
    ...[intoId, fromId],
  ]);
  await tx.execute('update ledger_category set parent_id = ? where parent_id = ?', [intoId, fromId]);
  await tx.execute('update ledger_category set merged_into_id = ? where id = ?', [intoId, fromId]);
  await tx.execute('update review_item set category_id = ? where category_id = ?', [intoId, fromId]);
  return moved.rowsAffected;
}

/** An item of a change set that says something came to be. */
export async function insertCreation(
  tx: WriteTx,
  item: { changeSetId: string; entity: 'account' | 'category'; entityId: string },
): Promise<void> {
  await tx.insertMany(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    [[item.changeSetId, item.entity, item.entityId, 'exists', 'false', 'true']],
  );
}

/** A removed category's mark in its change set. */
export async function insertRemoval(tx: WriteTx, changeSetId: string, categoryId: string): Promise<void> {
  await tx.insertMany(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    [[changeSetId, 'category', categoryId, 'exists', 'true', 'false']],
  );
}

/** Payees of waiting items that are suggested this category. */
export async function readPayeesSuggested(tx: WriteTx, categoryId: string, limit: number): Promise<string[]> {
  const { rows } = await tx.execute(
    `select distinct payee_id as id from review_item where category_id = ? and state = 'waiting' limit ?`,
    [categoryId, limit],
  );
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
