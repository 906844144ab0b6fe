import { sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';

export interface OfCategory {
  /** Transactions of one split that have the category. */
  transactionIds: string[];
  /** Transactions of several splits, some of which have it. */
  splitUpIds: string[];
  /** Categories right under it, removed and merged ones too. */
  childIds: string[];
}

/** All that has a category, in the ledger or taken out of it: what follows when it is merged. */
export async function readOfCategory(orm: Orm, categoryId: string): Promise<OfCategory> {
  const rows = await orm.all<{ id: string; projected: number }>(
    sql`select id, 1 as projected from ledger_transaction where category_id = ${categoryId}
        union select s.transaction_id, 0 from ledger_split s join ledger_transaction t on t.id = s.transaction_id
        where s.category_id = ${categoryId} and t.category_id is null`,
  );
  const children = await orm.all<{ id: string }>(
    sql`select id from ledger_category where parent_id = ${categoryId}`,
  );
  return {
    transactionIds: rows.filter(({ projected }) => projected === 1).map(({ id }) => id),
    splitUpIds: rows.filter(({ projected }) => projected === 0).map(({ id }) => id),
    childIds: children.map(({ id }) => id),
  };
}

/** Payees of waiting items that are suggested this category. */
export async function readPayeesSuggested(tx: WriteTx, categoryId: string, limit: number): Promise<string[]> {
  const { rows } = await tx.execute(
    `select distinct payee_id as id from review_item where category_id = ? and state = 'waiting' limit ?`,
    [categoryId, limit],
  );
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
