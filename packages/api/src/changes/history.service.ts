import {
  mainFieldOf,
  type ChangeSetDetail,
  type ChangeSetPage,
  type ChangedField,
  type ChangeSetItem,
  type HistoryEntry,
  type ListChangeSetsInput,
} from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import {
  countItems,
  listChangeSets,
  listItems,
  readChangeSet,
  readLastEdits,
  readUndoOf,
  type StoredChangeSet,
} from '@steward/db/changes';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import { readImportOf } from '@steward/db/imports';
import { readValueNames, wordOf, type ValueNames } from './value-names.ts';

export async function listChangeSetsPage(
  db: WorkspaceDb,
  { cursor, limit, ...filter }: ListChangeSetsInput,
): Promise<ChangeSetPage> {
  const before = cursor === undefined ? null : parseCursor(cursor);
  const sets = await db.read((orm) => listChangeSets(orm, { ...filter, before, limit }));
  const last = sets.length === limit ? sets.at(-1) : undefined;
  return {
    items: sets.map(({ place: _place, ...set }) => set),
    nextCursor: last ? String(last.place) : null,
  };
}

function parseCursor(cursor: string): number {
  const place = Number(cursor);
  if (Number.isSafeInteger(place) && place >= 0) return place;
  const message = 'The cursor is not one of this list.';
  throw new DomainError({ code: 'invalid', reason: 'cursor', message });
}

interface DetailPage {
  id: string;
  cursor?: string | undefined;
  limit: number;
}

/** A change set with a page of what it changed, and what became of it. */
export async function getChangeSet(
  db: WorkspaceDb,
  { id, cursor, limit }: DetailPage,
): Promise<ChangeSetDetail> {
  const after = cursor === undefined ? 0 : parseCursor(cursor);
  return db.read(async (orm) => {
    const set = await readChangeSet(orm, id);
    const items = await listItems(orm, { changeSetId: id, after, limit });
    const names = await readValueNames(orm, items);
    const { root, followers } = await readFamily(orm, set);
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      ...set,
      itemCount: await countItems(orm, id),
      fields: items.map((item) => toField(item, names)),
      nextCursor: last ? String(last.place) : null,
      importId: (await readImportOf(orm, root.id))?.id ?? null,
      rootId: root.id,
      isUndone: root.undoneById !== null,
      followers,
    };
  });
}

/** Where a chain of undo and redo began, and all that followed. */
async function readFamily(
  orm: Orm,
  set: StoredChangeSet,
): Promise<{ root: StoredChangeSet; followers: StoredChangeSet[] }> {
  let root = set;
  while (root.undoesId !== null) root = await readChangeSet(orm, root.undoesId);
  const followers: StoredChangeSet[] = [];
  for (let next = await readUndoOf(orm, root.id); next; next = await readUndoOf(orm, next.id)) {
    followers.push(next);
  }
  return { root, followers };
}

function toField(item: ChangeSetItem, names: ValueNames): ChangedField {
  const { entity, entityId, field, before, after } = item;
  return {
    ...{ entity, entityId, field, name: names.nameOf(item), fieldName: wordOf(entity, field) },
    ...{ before: names.textOf(item, before), after: names.textOf(item, after) },
  };
}

/** Change sets of one thing that its history shows. */
const SHOWN_SETS = 50;

/** What was changed of one thing, newest first, by whom. */
export async function readHistory(db: WorkspaceDb, entityId: string): Promise<HistoryEntry[]> {
  return db.read(async (orm) => {
    const edits = (await readLastEdits(orm, entityId, SHOWN_SETS)).filter(
      ({ field }) => mainFieldOf(field) === field,
    );
    const names = await readValueNames(orm, edits);
    return edits.map(({ changeSetId, kind, actor, reason, at, undoneById, ...item }) => ({
      ...toField(item, names),
      ...{ changeSetId, kind, actor, reason, at, isUndone: undoneById !== null },
    }));
  });
}
