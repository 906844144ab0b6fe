import type { ChangedEntity } from '@steward/core/changes';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { inLists } from './change-values.ts';

/** Where something that stands needs an entity: `id` there is the entity's. */
const USES: Partial<Record<ChangedEntity, readonly { from: string; id: string; what: string }[]>> = {
  account: [
    { from: 'ledger_transaction where deleted_at is null', id: 'account_id', what: 'a transaction' },
    {
      from: `imports_import where status not in ('committed', 'cancelled')`,
      ...{ id: 'account_id', what: 'an import under way' },
    },
  ],
  category: [
    { from: 'ledger_transaction where deleted_at is null', id: 'category_id', what: 'a transaction' },
    {
      from: `ledger_split where (select deleted_at from ledger_transaction t where t.id = transaction_id) is null`,
      ...{ id: 'category_id', what: 'a split of a transaction' },
    },
    { from: 'ledger_category where removed_at is null', id: 'parent_id', what: 'a category under it' },
    {
      from: 'ledger_category where removed_at is null',
      id: 'merged_into_id',
      what: 'a category merged into it',
    },
    { from: 'payees_payee where true', id: 'default_category_id', what: 'a payee' },
    { from: 'budgets_budget where true', id: 'category_id', what: 'a budget' },
  ],
  payee: [
    { from: 'ledger_transaction where deleted_at is null', id: 'payee_id', what: 'a transaction' },
    { from: 'payees_payee where true', id: 'merged_into_id', what: 'a payee merged into it' },
  ],
};

/** Which of these something that stands needs, with what that is. */
export async function readUses(
  orm: Orm,
  entity: ChangedEntity,
  entityIds: readonly string[],
): Promise<Map<string, string>> {
  if (entity === 'alias') return readUsesOfAliases(orm, entityIds);
  const used = new Map<string, string>();
  for (const { from, id, what } of USES[entity] ?? []) {
    for (const ids of inLists(entityIds)) {
      const rows = await orm.all<{ id: string }>(
        sql`select distinct ${sql.raw(id)} as id from ${sql.raw(from)}
            and ${sql.raw(id)} in (select value from json_each(${JSON.stringify(ids)}))`,
      );
      for (const row of rows) if (!used.has(row.id)) used.set(row.id, what);
    }
  }
  return used;
}

/** A spelling is needed while a transaction came in under it. */
async function readUsesOfAliases(orm: Orm, names: readonly string[]): Promise<Map<string, string>> {
  const used = new Map<string, string>();
  for (const list of inLists(names)) {
    const rows = await orm.all<{ id: string }>(
      sql`select a.imported_name as id from payees_alias a
          where a.imported_name in (select value from json_each(${JSON.stringify(list)}))
            and exists (select 1 from ledger_transaction t where t.payee_id = a.payee_id
              and t.imported_payee = a.imported_name and t.deleted_at is null)`,
    );
    for (const { id } of rows) used.set(id, 'a transaction');
  }
  return used;
}

/** Transactions that cannot stand again, because the same one came in by another way: with that one. */
export async function readTwins(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  const twins = new Map<string, string>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ id: string; twin: string }>(
      sql`select t.id, twin.id as twin from ledger_transaction t
          join ledger_transaction twin on twin.fingerprint = t.fingerprint and twin.id <> t.id
            and twin.deleted_at is null
          where t.id in (select value from json_each(${JSON.stringify(list)}))
          union all
          select own.transaction_id, twin.transaction_id from ledger_external_id own
          join ledger_external_id twin on twin.account_id = own.account_id and twin.source = own.source
            and twin.external_id = own.external_id and twin.transaction_id <> own.transaction_id
          join ledger_transaction standing on standing.id = twin.transaction_id and standing.deleted_at is null
          where own.transaction_id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const { id, twin } of rows) twins.set(id, twin);
  }
  return twins;
}

/** What was merged into these transactions, and does not stand by itself. */
export async function readMergedInto(orm: Orm, ids: readonly string[]): Promise<Map<string, string[]>> {
  const merged = new Map<string, string[]>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ id: string; into: string }>(
      sql`select id, merged_into_id as "into" from ledger_transaction
          where merged_into_id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const { id, into } of rows) merged.set(into, [...(merged.get(into) ?? []), id]);
  }
  return merged;
}

interface Needed {
  entity: 'account' | 'category' | 'payee';
  id: string;
}

/** What transactions need that is not there any more, for each the first. */
export async function readMissing(orm: Orm, ids: readonly string[]): Promise<Map<string, Needed>> {
  const missing = new Map<string, Needed>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ t: string; entity: Needed['entity']; id: string }>(
      sql`select t.id as t, case when a.id is null then 'account' when p.id is null then 'payee' else 'category' end
            as entity, case when a.id is null then t.account_id when p.id is null then t.payee_id
            else t.category_id end as id
          from ledger_transaction t left join ledger_account a on a.id = t.account_id
          left join payees_payee p on p.id = t.payee_id left join ledger_category c on c.id = t.category_id
          where t.id in (select value from json_each(${JSON.stringify(list)})) and (a.id is null or p.id is null
            or c.removed_at is not null or c.merged_into_id is not null)`,
    );
    for (const { t, entity, id } of rows) missing.set(t, { entity, id });
  }
  return missing;
}

/** Which of these categories cannot be given to anything: removed, merged or none. */
export async function readUnusableCategories(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const rows = await orm.all<{ id: string }>(
    sql`select value as id from json_each(${JSON.stringify(ids)}) where not exists
          (select 1 from ledger_category c where c.id = value and c.removed_at is null and c.merged_into_id is null)`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Which of these transactions are reconciled, in the ledger or not. */
export async function readReconciled(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const reconciled = new Set<string>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ id: string }>(
      sql`select id from ledger_transaction where status = 'reconciled'
          and id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const { id } of rows) reconciled.add(id);
  }
  return reconciled;
}

/** Which of these transactions have several splits, so that they have no category of their own. */
export async function readSplitUp(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const split = new Set<string>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ id: string }>(
      sql`select transaction_id as id from ledger_split
          where transaction_id in (select value from json_each(${JSON.stringify(list)}))
          group by transaction_id having count(*) > 1`,
    );
    for (const { id } of rows) split.add(id);
  }
  return split;
}
