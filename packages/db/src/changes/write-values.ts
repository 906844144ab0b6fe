import type { JsonValue } from '@steward/core/canonical';
import type { ChangedEntity, ChangeSetItem } from '@steward/core/changes';
import { foldTag } from '@steward/core/ledger';
import type { WriteTx } from '../client/index.ts';
import { inLists, toStored } from './change-values.ts';
import { REGISTRY, storedField, type StoredColumn } from './registry.ts';
import { groupOf } from './read-values.ts';

/** One field of entities that get a new value, with the time that a removal is marked by. */
interface FieldWrite {
  entity: ChangedEntity;
  field: string;
  items: readonly ChangeSetItem[];
  at: Date;
}

/** Lets other work of the process go on between two statements of a long write. */
type Pause = () => Promise<void>;

/** Writes what the items hold as `after`, field by field in the order in which each comes first. */
export async function writeItems(
  tx: WriteTx,
  items: readonly ChangeSetItem[],
  { at, pause }: { at: Date; pause: Pause },
): Promise<void> {
  for (const group of Map.groupBy(items, groupOf).values()) {
    for (const list of inLists(group)) {
      const [first] = list;
      if (first) await writeField(tx, { entity: first.entity, field: first.field, items: list, at });
      await pause();
    }
  }
}

async function writeField(tx: WriteTx, write: FieldWrite): Promise<void> {
  const { entity, field } = write;
  if (field === 'exists') return writeExistence(tx, write);
  const stored = storedField(entity, field);
  switch (stored?.kind) {
    case 'column':
      return writeColumn(tx, write, stored.stored);
    case 'category':
      return writeCategory(tx, write);
    case 'splits':
      return writeSplits(tx, write);
    case 'tags':
      return writeTags(tx, write);
    case 'provenance':
      return writeProvenance(tx, write, field === 'categoryProvenance' ? 'category' : 'payee');
    case undefined:
      throw new Error(`${entity} has no field ${field}`);
  }
}

/** Pairs of id and value as one bound value: the statement is the same for any number of them. */
function pairs(items: readonly ChangeSetItem[], stored: StoredColumn): string {
  return JSON.stringify(items.map(({ entityId, after }) => [entityId, toStored(stored, after)]));
}

const PAIRS = `(select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as given from json_each(?))`;

async function writeColumn(tx: WriteTx, { entity, items }: FieldWrite, stored: StoredColumn): Promise<void> {
  const { table, key } = REGISTRY[entity];
  await tx.execute(
    `update ${table} set ${stored.column} = change.given from ${PAIRS} as change where ${table}.${key} = change.id`,
    [pairs(items, stored)],
  );
}

async function writeCategory(tx: WriteTx, { items }: FieldWrite): Promise<void> {
  const changes = pairs(items, { column: 'category_id', form: 'plain' });
  await tx.execute(
    `update ledger_split set category_id = change.given from ${PAIRS} as change
     where ledger_split.transaction_id = change.id`,
    [changes],
  );
  await tx.execute(
    `update ledger_transaction set category_id = change.given from ${PAIRS} as change
     where ledger_transaction.id = change.id`,
    [changes],
  );
}

async function writeExistence(tx: WriteTx, { entity, items, at }: FieldWrite): Promise<void> {
  const { table, key, existence } = REGISTRY[entity];
  if (existence.by === 'mark') {
    const marks = items.map(({ entityId, after }) => [entityId, after === true ? null : at.getTime()]);
    await tx.execute(
      `update ${table} set ${existence.column} = change.given from ${PAIRS} as change
       where ${table}.${key} = change.id`,
      [JSON.stringify(marks)],
    );
    return;
  }
  const ids = JSON.stringify(items.map(({ entityId }) => entityId));
  await tx.execute(`delete from ${table} where ${key} in (select value from json_each(?))`, [ids]);
  const made = items.flatMap(({ after }) => (isRow(after) ? [after] : []));
  // Of a row that was recorded before a column came, the column's default is left to the database.
  for (const alike of Map.groupBy(made, (row) => Object.keys(row).sort().join()).values()) {
    const columns = Object.entries(existence.columns).filter(([name]) => alike[0] && name in alike[0]);
    await tx.insertMany(
      table,
      columns.map(([, { column }]) => column),
      alike.map((row) => columns.map(([name, stored]) => toStored(stored, row[name]))),
    );
  }
}

function isRow(value: JsonValue): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A provenance that stays keeps its learning event; labels are brought up to date afterwards. */
async function writeProvenance(tx: WriteTx, { items }: FieldWrite, field: string): Promise<void> {
  const gone = items.filter(({ after }) => after === null).map(({ entityId }) => entityId);
  await tx.execute(
    `delete from ledger_provenance where field = ? and transaction_id in (select value from json_each(?))`,
    [field, JSON.stringify(gone)],
  );
  const set = items.flatMap(({ entityId, after }) => (isRow(after) ? [{ entityId, after }] : []));
  const values = set.map(({ entityId, after: { source, decisionId, isLocked, at } }) => [
    ...[entityId, source, decisionId, isLocked === true ? 1 : 0, at],
  ]);
  await tx.execute(
    `insert into ledger_provenance (transaction_id, field, source, decision_id, is_locked, at)
     select json_extract(value, '$[0]'), ?, json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]')
     from json_each(?) where true
     on conflict (transaction_id, field) do update set source = excluded.source,
       decision_id = excluded.decision_id, is_locked = excluded.is_locked, at = excluded.at`,
    [field, JSON.stringify(values)],
  );
}

const SPLIT_COLUMNS = ['id', 'transaction_id', 'position', 'category_id', 'amount_minor', 'memo'] as const;

async function writeSplits(tx: WriteTx, { items }: FieldWrite): Promise<void> {
  const ids = JSON.stringify(items.map(({ entityId }) => entityId));
  await tx.execute('delete from ledger_split where transaction_id in (select value from json_each(?))', [
    ids,
  ]);
  const rows = items.flatMap(({ entityId, after }) =>
    (Array.isArray(after) ? after : [])
      .filter(isRow)
      .map((split, position) => [
        ...[split.id as string, entityId, position, (split.categoryId ?? null) as string | null],
        ...[split.amountMinor as number, (split.memo ?? '') as string],
      ]),
  );
  await tx.insertMany('ledger_split', SPLIT_COLUMNS, rows);
  await tx.execute(
    `update ledger_transaction set category_id =
       (select iif(count(*) = 1, max(category_id), null) from ledger_split where transaction_id = ledger_transaction.id)
     where id in (select value from json_each(?))`,
    [ids],
  );
}

const TAG_COLUMNS = ['transaction_id', 'position', 'name', 'folded'] as const;

async function writeTags(tx: WriteTx, { items }: FieldWrite): Promise<void> {
  const ids = JSON.stringify(items.map(({ entityId }) => entityId));
  await tx.execute('delete from ledger_tag where transaction_id in (select value from json_each(?))', [ids]);
  const rows = items.flatMap(({ entityId, after }) =>
    (Array.isArray(after) ? after : [])
      .filter((name) => typeof name === 'string')
      .map((name, position) => [entityId, position, name, foldTag(name)]),
  );
  await tx.insertMany('ledger_tag', TAG_COLUMNS, rows);
}
