import type { JsonValue } from '@steward/core/canonical';
import type { ChangedEntity, ChangeSetItem } from '@steward/core/changes';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { inLists } from './change-values.ts';

/** The spellings of these payees. */
export async function readSpellings(orm: Orm, payeeIds: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const list of inLists(payeeIds)) {
    const rows = await orm.all<{ name: string }>(
      sql`select imported_name as name from payees_alias
          where payee_id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    names.push(...rows.map(({ name }) => name));
  }
  return names;
}

/** The categories of these transactions and the parents of these categories. */
export async function readCategoriesAround(
  orm: Orm,
  around: { transactionIds: readonly string[]; categoryIds: readonly string[] },
): Promise<string[]> {
  const ids = new Set<string>();
  for (const list of inLists(around.transactionIds)) {
    const rows = await orm.all<{ id: string }>(
      sql`select distinct category_id as id from ledger_split where category_id is not null
          and transaction_id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const { id } of rows) ids.add(id);
  }
  const parents = await orm.all<{ id: string }>(
    sql`select parent_id as id from ledger_category where parent_id <> ''
        and id in (select value from json_each(${JSON.stringify(around.categoryIds)}))`,
  );
  for (const { id } of parents) ids.add(id);
  return [...ids];
}

/** Of these payees, spellings and categories those that were brought along by a change which is undone by now. */
export async function readBroughtByUndone(
  orm: Orm,
  ids: readonly string[],
): Promise<{ entity: ChangedEntity; entityId: string; after: JsonValue }[]> {
  const brought: { entity: ChangedEntity; entityId: string; after: JsonValue }[] = [];
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ entity: ChangedEntity; entityId: string; after: string }>(
      sql`select i.entity, i.entity_id as entityId, i.after from ledger_change_set_item i
          join ledger_change_set s on s.id = i.change_set_id
          where i.entity_id in (select value from json_each(${JSON.stringify(list)})) and i.field = 'exists'
            and i.entity <> 'transaction' and (s.kind = 'import' or i.entity in ('payee', 'alias'))
            and i.after <> 'null' and s.undone_by_id is not null`,
    );
    brought.push(...rows.map((row) => ({ ...row, after: JSON.parse(row.after) as JsonValue })));
  }
  return brought;
}

/** How a payee that is gone comes back: itself and the spellings that went with it, last removal first. */
export async function readLastRemoval(orm: Orm, payeeId: string): Promise<ChangeSetItem[]> {
  const rows = await orm.all<Record<keyof ChangeSetItem, string>>(
    sql`with removal as (select i.change_set_id as id from ledger_change_set_item i
          where i.entity_id = ${payeeId} and i.entity = 'payee' and i.field = 'exists' and i.after = 'null'
          order by i.rowid desc limit 1)
        select entity, entity_id as entityId, field, before, after from ledger_change_set_item
        where change_set_id = (select id from removal) and field = 'exists' and after = 'null'
          and ((entity = 'payee' and entity_id = ${payeeId})
            or (entity = 'alias' and json_extract(before, '$.payeeId') = ${payeeId}))`,
  );
  return rows.map((row) => ({
    ...(row as unknown as ChangeSetItem),
    before: JSON.parse(row.before) as JsonValue,
    after: JSON.parse(row.after) as JsonValue,
  }));
}
