import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { inLists } from './change-values.ts';

const NAMED = [
  ['acc_', 'ledger_account', 'name'],
  ['cat_', 'ledger_category', 'name'],
  ['pay_', 'payees_payee', 'name'],
  ['txn_', 'ledger_transaction', 'imported_payee'],
  ['att_', 'ledger_attachment', 'name'],
  [
    'bud_',
    'budgets_budget',
    `(select 'budget of ' || c.name from ledger_category c where c.id = category_id)`,
  ],
  [
    'rec_',
    'recurring_stream',
    `(select 'recurring payment to or from ' || p.name from payees_payee p where p.id = payee_id)`,
  ],
] as const;

/** What the things behind these ids are called; of a transaction the payee as it was imported. */
export async function readNames(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const unique = [...new Set(ids)];
  for (const [prefix, table, column] of NAMED) {
    for (const list of inLists(unique.filter((id) => id.startsWith(prefix)))) {
      const rows = await orm.all<{ id: string; name: string | null }>(
        sql`select id, ${sql.raw(column)} as name from ${sql.raw(table)}
            where id in (select value from json_each(${JSON.stringify(list)}))`,
      );
      for (const { id, name } of rows) if (name !== null) names.set(id, name);
    }
  }
  return names;
}
