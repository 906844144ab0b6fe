import type { JsonValue } from '@steward/core/canonical';
import type { ChangedEntity, ProvenanceValue } from '@steward/core/changes';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { fromStored, inLists } from './change-values.ts';
import { REGISTRY, storedField, type StoredColumn } from './registry.ts';

/** A field of an entity. */
export interface FieldPlace {
  entity: ChangedEntity;
  entityId: string;
  field: string;
}

export interface StandingValues {
  /** undefined where the entity is not there. */
  of(place: FieldPlace): JsonValue | undefined;
}

/** What stands in these fields: one statement a field and five hundred entities. */
export async function readStanding(orm: Orm, places: readonly FieldPlace[]): Promise<StandingValues> {
  const values = new Map<string, Map<string, JsonValue>>();
  for (const [key, group] of Map.groupBy(places, groupOf)) {
    const found = new Map<string, JsonValue>();
    const [first] = group;
    if (!first) continue;
    for (const ids of inLists([...new Set(group.map(({ entityId }) => entityId))])) {
      for (const [id, value] of await readField(orm, first, ids)) found.set(id, value);
    }
    values.set(key, found);
  }
  return { of: (place) => values.get(groupOf(place))?.get(place.entityId) };
}

export function groupOf({ entity, field }: Pick<FieldPlace, 'entity' | 'field'>): string {
  return `${entity} ${field}`;
}

async function readField(
  orm: Orm,
  { entity, field }: Pick<FieldPlace, 'entity' | 'field'>,
  ids: readonly string[],
): Promise<Map<string, JsonValue>> {
  if (field === 'exists') return readExistence(orm, entity, ids);
  const stored = storedField(entity, field);
  switch (stored?.kind) {
    case 'column':
      return readColumn(orm, entity, { stored: stored.stored, ids });
    case 'category':
      return readColumn(orm, entity, { stored: { column: 'category_id', form: 'plain' }, ids });
    case 'splits':
      return readSplits(orm, ids);
    case 'tags':
      return readTags(orm, ids);
    case 'provenance':
      return readProvenance(orm, field === 'categoryProvenance' ? 'category' : 'payee', ids);
    case undefined:
      throw new Error(`${entity} has no field ${field}`);
  }
}

/** `in` of a list that is one value, so that the statement is the same for any number. */
const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`;

async function readColumn(
  orm: Orm,
  entity: ChangedEntity,
  { stored, ids }: { stored: StoredColumn; ids: readonly string[] },
): Promise<Map<string, JsonValue>> {
  const { table, key } = REGISTRY[entity];
  const rows = await orm.all<{ k: string; v: unknown }>(
    sql`select ${sql.raw(key)} as k, ${sql.raw(stored.column)} as v from ${sql.raw(table)}
        where ${sql.raw(key)} in ${among(ids)}`,
  );
  return new Map(rows.map(({ k, v }) => [k, fromStored(stored, v)]));
}

async function readExistence(
  orm: Orm,
  entity: ChangedEntity,
  ids: readonly string[],
): Promise<Map<string, JsonValue>> {
  const { table, key, existence } = REGISTRY[entity];
  if (existence.by === 'mark') {
    const rows = await orm.all<{ k: string; v: number }>(
      sql`select ${sql.raw(key)} as k, ${sql.raw(existence.column)} is null as v from ${sql.raw(table)}
          where ${sql.raw(key)} in ${among(ids)}`,
    );
    return new Map(rows.map(({ k, v }) => [k, v === 1]));
  }
  const columns = Object.entries(existence.columns);
  const list = columns.map(([name, { column }]) => `${column} as "${name}"`).join(', ');
  const rows = await orm.all<Record<string, unknown>>(
    sql`select ${sql.raw(key)} as "key", ${sql.raw(list)} from ${sql.raw(table)} where ${sql.raw(key)} in ${among(ids)}`,
  );
  const found = new Map<string, JsonValue>(ids.map((id) => [id, null]));
  for (const row of rows) {
    const value = columns.map(([name, stored]) => [name, fromStored(stored, row[name])] as const);
    found.set(row.key as string, Object.fromEntries(value));
  }
  return found;
}

async function readProvenance(
  orm: Orm,
  field: 'category' | 'payee',
  ids: readonly string[],
): Promise<Map<string, JsonValue>> {
  const rows = await orm.all<{ k: string } & Record<keyof ProvenanceValue, string | number | null>>(
    sql`select t.id as k, p.source, p.decision_id as decisionId, p.is_locked as isLocked, p.at
        from ledger_transaction t
        left join ledger_provenance p on p.transaction_id = t.id and p.field = ${field}
        where t.id in ${among(ids)}`,
  );
  return new Map(
    rows.map(({ k, source, decisionId, isLocked, at }) => [
      k,
      source === null ? null : { source, decisionId, isLocked: isLocked === 1, at },
    ]),
  );
}

/** The splits of a transaction in their order, as one value: they only make sense together. */
async function readSplits(orm: Orm, ids: readonly string[]): Promise<Map<string, JsonValue>> {
  const rows = await orm.all<Record<string, JsonValue> & { k: string; id: string | null }>(
    sql`select t.id as k, s.id, s.category_id as categoryId, s.amount_minor as amountMinor, s.memo
        from ledger_transaction t left join ledger_split s on s.transaction_id = t.id
        where t.id in ${among(ids)} order by t.id, s.position`,
  );
  const found = new Map<string, JsonValue[]>();
  for (const { k, ...split } of rows) {
    const splits = found.get(k) ?? [];
    found.set(k, splits);
    if (split.id !== null) splits.push({ ...split });
  }
  return found;
}

/** The tags of a transaction in their order, as one value. */
async function readTags(orm: Orm, ids: readonly string[]): Promise<Map<string, JsonValue>> {
  const rows = await orm.all<{ k: string; name: string | null }>(
    sql`select t.id as k, g.name from ledger_transaction t left join ledger_tag g on g.transaction_id = t.id
        where t.id in ${among(ids)} order by t.id, g.position`,
  );
  const found = new Map<string, JsonValue[]>();
  for (const { k, name } of rows) found.set(k, [...(found.get(k) ?? []), ...(name === null ? [] : [name])]);
  return found;
}
