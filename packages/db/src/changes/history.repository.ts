import type { JsonValue } from '@steward/core/canonical';
import type { ChangeSet, ChangeSetItem, ListChangeSetsInput } from '@steward/core/changes';
import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { changeSet, changeSetItem } from '../ledger/ledger.table.ts';

type Filter = Omit<ListChangeSetsInput, 'cursor' | 'limit'>;

interface ChangeSetSearch extends Filter {
  /** The place of the last one of the page before. */
  before: number | null;
  limit: number;
}

/** A change set with its place: ids of one millisecond are in no order. */
type Placed = ChangeSet & { place: number };

/** Newest first. */
export async function listChangeSets(orm: Orm, search: ChangeSetSearch): Promise<Placed[]> {
  const sets = await selectChangeSets(orm, search);
  const ids = sets.map(({ set }) => set.id);
  const counts = await orm
    .select({ id: changeSetItem.changeSetId, n: count() })
    .from(changeSetItem)
    .where(inArray(changeSetItem.changeSetId, ids))
    .groupBy(changeSetItem.changeSetId);
  const countOf = new Map(counts.map(({ id, n }) => [id, n]));
  return sets.map(({ set, place }) => ({ ...set, place, itemCount: countOf.get(set.id) ?? 0 }));
}

const PLACE = sql<number>`ledger_change_set.rowid`;

/** The query, exported so that a test can read its plan. */
export function selectChangeSets(orm: Orm, { before, limit, ...filter }: ChangeSetSearch) {
  return orm
    .select({ set: changeSet, place: PLACE })
    .from(changeSet)
    .where(and(before === null ? undefined : sql`${PLACE} < ${before}`, ...conditionsOf(filter)))
    .orderBy(desc(PLACE))
    .limit(limit);
}

function conditionsOf(filter: Filter): (SQL | undefined)[] {
  const { kind, actorId, entityId, payeeId, importId, from, to, state } = filter;
  return [
    kind && eq(changeSet.kind, kind),
    actorId ? sql`json_extract(${changeSet.actor}, '$.id') = ${actorId}` : undefined,
    entityId ? touching(sql`select ${entityId}`) : undefined,
    payeeId
      ? touching(
          sql`select ${payeeId} union all select id from ledger_transaction where payee_id = ${payeeId}`,
        )
      : undefined,
    importId
      ? sql`${changeSet.id} = (select change_set_id from imports_import where id = ${importId})`
      : undefined,
    from && gte(changeSet.at, from),
    to && lt(changeSet.at, to),
    state === 'standing' ? isNull(changeSet.undoneById) : undefined,
    state === 'undone' ? isNotNull(changeSet.undoneById) : undefined,
  ];
}

function touching(ids: SQL): SQL {
  return sql`${changeSet.id} in (select change_set_id from ledger_change_set_item where entity_id in (${ids}))`;
}

interface ItemPage {
  changeSetId: string;
  /** The place of the last one of the page before. */
  after: number;
  limit: number;
}

/** What a change set changed, in order; where fields come from is left out. */
export async function listItems(
  orm: Orm,
  { changeSetId, after, limit }: ItemPage,
): Promise<(ChangeSetItem & { place: number })[]> {
  const rows = await orm.all<Record<keyof ChangeSetItem, string> & { place: number }>(
    sql`select rowid as place, entity, entity_id as entityId, field, before, after from ledger_change_set_item
        where change_set_id = ${changeSetId} and rowid > ${after} and field not like '%Provenance'
        order by rowid limit ${limit}`,
  );
  return rows.map((row) => ({
    ...(row as unknown as ChangeSetItem & { place: number }),
    before: JSON.parse(row.before) as JsonValue,
    after: JSON.parse(row.after) as JsonValue,
  }));
}
