import type { JsonValue } from '@steward/core/canonical';
import type { ChangeSet, ChangeSetItem, ChangeSetKind } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { changeSet, changeSetItem } from '../ledger/ledger.table.ts';
import { inLists } from './change-values.ts';

interface NewChangeSet {
  id: string;
  kind: ChangeSetKind;
  actor: Actor;
  reason: string;
  at: Date;
  undoesId?: string;
}

export async function insertChangeSet(tx: WriteTx, row: NewChangeSet): Promise<void> {
  await tx.orm.insert(changeSet).values({ ...row, undoesId: row.undoesId ?? null, undoneById: null });
}

const ITEM_COLUMNS = ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'] as const;

export async function insertItems(
  tx: WriteTx,
  changeSetId: string,
  items: readonly ChangeSetItem[],
): Promise<void> {
  await tx.insertMany(
    'ledger_change_set_item',
    ITEM_COLUMNS,
    items.map(({ entity, entityId, field, before, after }) => [
      ...[changeSetId, entity, entityId, field, JSON.stringify(before), JSON.stringify(after)],
    ]),
  );
}

export type StoredChangeSet = typeof changeSet.$inferSelect;

/** @throws DomainError `change_set` when there is none. */
export async function readChangeSet(orm: Orm, id: string): Promise<StoredChangeSet> {
  const rows = await orm.select().from(changeSet).where(eq(changeSet.id, id));
  if (rows[0]) return rows[0];
  const message = `There is no change set ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'change_set', message });
}

/** What it changed, in the order in which it did. */
export async function readItems(orm: Orm, changeSetId: string): Promise<ChangeSetItem[]> {
  const rows = await orm.all<Record<keyof ChangeSetItem, string>>(
    sql`select entity, entity_id as entityId, field, before, after from ledger_change_set_item
        where change_set_id = ${changeSetId} order by rowid`,
  );
  return rows.map((row) => ({
    ...(row as unknown as ChangeSetItem),
    before: JSON.parse(row.before) as JsonValue,
    after: JSON.parse(row.after) as JsonValue,
  }));
}

/** Newest first; `beforeId` is the last of the page before. */
export async function listChangeSets(
  orm: Orm,
  { beforeId, limit }: { beforeId: string | null; limit: number },
): Promise<ChangeSet[]> {
  const sets = await orm
    .select()
    .from(changeSet)
    .where(beforeId === null ? undefined : lt(changeSet.id, beforeId))
    .orderBy(desc(changeSet.id))
    .limit(limit);
  const ids = sets.map(({ id }) => id);
  const counts = await orm
    .select({ id: changeSetItem.changeSetId, n: count() })
    .from(changeSetItem)
    .where(inArray(changeSetItem.changeSetId, ids))
    .groupBy(changeSetItem.changeSetId);
  const countOf = new Map(counts.map(({ id, n }) => [id, n]));
  return sets.map((set) => ({ ...set, itemCount: countOf.get(set.id) ?? 0 }));
}

/** The newest change set that undid this one. */
export async function readUndoOf(orm: Orm, changeSetId: string): Promise<StoredChangeSet | null> {
  const rows = await orm
    .select()
    .from(changeSet)
    .where(eq(changeSet.undoesId, changeSetId))
    .orderBy(desc(sql`rowid`))
    .limit(1);
  return rows[0] ?? null;
}

export async function setUndoneBy(
  tx: WriteTx,
  changeSetId: string,
  undoneById: string | null,
): Promise<void> {
  await tx.orm.update(changeSet).set({ undoneById }).where(eq(changeSet.id, changeSetId));
}

export async function bumpVersions(tx: WriteTx, transactionIds: readonly string[]): Promise<void> {
  for (const list of inLists(transactionIds)) {
    await tx.execute(
      'update ledger_transaction set version = version + 1 where id in (select value from json_each(?))',
      [JSON.stringify(list)],
    );
  }
}

/** The versions of transactions; none for what is not there. */
export async function readVersions(orm: Orm, ids: readonly string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<{ id: string; version: number }>(
      sql`select id, version from ledger_transaction where id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const { id, version } of rows) versions.set(id, version);
  }
  return versions;
}

/** An edit with who made it: what a person is told whose own came later, or whose undo it stands in the way of. */
export interface EditRecord extends ChangeSetItem {
  changeSetId: string;
  kind: ChangeSetKind;
  actor: Actor;
  reason: string;
  at: Date;
  undoneById: string | null;
}

interface EditRow extends Record<keyof ChangeSetItem | 'changeSetId' | 'kind' | 'actor' | 'reason', string> {
  at: number;
}

const EDIT = sql`i.entity, i.entity_id as entityId, i.field, i.before, i.after, s.id as changeSetId, s.kind, s.actor,
  s.reason, s.at, s.undone_by_id as undoneById`;

function toEdit(row: EditRow): EditRecord {
  return {
    ...(row as unknown as EditRecord),
    before: JSON.parse(row.before) as JsonValue,
    after: JSON.parse(row.after) as JsonValue,
    actor: JSON.parse(row.actor) as Actor,
    at: new Date(row.at),
  };
}

/** The newest edits of an entity, of at most so many change sets. */
export async function readLastEdits(orm: Orm, entityId: string, sets: number): Promise<EditRecord[]> {
  const rows = await orm.all<EditRow>(
    sql`with newest as (select distinct s.rowid as n, s.id from ledger_change_set_item i
          join ledger_change_set s on s.id = i.change_set_id where i.entity_id = ${entityId}
          order by s.rowid desc limit ${sets})
        select ${EDIT} from newest join ledger_change_set s on s.id = newest.id
        join ledger_change_set_item i on i.change_set_id = s.id and i.entity_id = ${entityId}
        order by newest.n desc, i.rowid`,
  );
  return rows.map(toEdit);
}

/** What was done to these entities after a change set, newest first. */
export async function readEditsAfter(
  orm: Orm,
  changeSetId: string,
  entityIds: readonly string[],
): Promise<EditRecord[]> {
  const edits: EditRecord[] = [];
  for (const list of inLists(entityIds)) {
    const rows = await orm.all<EditRow>(
      sql`select ${EDIT} from ledger_change_set_item i join ledger_change_set s on s.id = i.change_set_id
          where i.entity_id in (select value from json_each(${JSON.stringify(list)}))
            and s.rowid > (select rowid from ledger_change_set where id = ${changeSetId})
          order by s.rowid desc, i.rowid`,
    );
    edits.push(...rows.map(toEdit));
  }
  return edits;
}
