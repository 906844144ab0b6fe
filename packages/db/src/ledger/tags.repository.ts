import { foldTag } from '@steward/core/ledger';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

/** Tags that are offered. */
const LISTED = 500;

/** Tags in use, in the order of what they are known by: one step of the index each, however many transactions have one. */
export async function listTags(orm: Orm): Promise<string[]> {
  const rows = await orm.all<{ name: string }>(
    sql`with recursive each(folded) as (
          select min(folded) from ledger_tag
          union all
          select (select min(folded) from ledger_tag where folded > each.folded) from each
          where each.folded is not null limit ${LISTED})
        select (select name from ledger_tag g where g.folded = each.folded limit 1) as name from each
        where each.folded is not null and exists (
          select 1 from ledger_tag g join ledger_transaction t on t.id = g.transaction_id
          where g.folded = each.folded and t.deleted_at is null)`,
  );
  return rows.map(({ name }) => name);
}

/** How tags are written that are in use already, by what they are known by. */
export async function readTagSpellings(orm: Orm, names: readonly string[]): Promise<Map<string, string>> {
  const folded = JSON.stringify(names.map(foldTag));
  const rows = await orm.all<{ folded: string; name: string }>(
    sql`select f.value as folded, (select name from ledger_tag where folded = f.value limit 1) as name
        from json_each(${folded}) f where exists (select 1 from ledger_tag where folded = f.value)`,
  );
  return new Map(rows.map((row) => [row.folded, row.name]));
}

/** Whether at most so many transactions have a tag; those that were taken out of the ledger count too. */
export async function isRareTag(orm: Orm, name: string, most: number): Promise<boolean> {
  const rows = await orm.all(
    sql`select 1 from ledger_tag where folded = ${foldTag(name)} limit 1 offset ${most}`,
  );
  return rows.length === 0;
}
