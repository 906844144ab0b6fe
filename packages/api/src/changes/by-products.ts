import type { JsonValue } from '@steward/core/canonical';
import { isSame, type ChangeSetItem } from '@steward/core/changes';
import type { Orm } from '@steward/db/client';
import {
  readBroughtByUndone,
  readCategoriesAround,
  readLastRemoval,
  readMissing,
  readSpellings,
  readStanding,
  readTaught,
} from '@steward/db/changes';

/** Fields that hold a category. */
const NAMES_CATEGORY: ReadonlySet<string> = new Set(['category', 'parent', 'defaultCategory', 'mergedInto']);

/**
 * What an import brought along that is undone by now, and that stayed because something else needed it: with what is to
 * be undone here that need may end.
 */
export async function sweepItems(orm: Orm, items: readonly ChangeSetItem[]): Promise<ChangeSetItem[]> {
  const touched = items.flatMap(({ entity, entityId }) => (entity === 'transaction' ? entityId : []));
  const payeeIds = new Set([...(await readTaught(orm, touched)).values()].map(({ payeeId }) => payeeId));
  const own = new Set<string>();
  const categoryIds = new Set<string>();
  for (const { entity, entityId, field, before } of items) {
    if (field === 'exists') own.add(entityId);
    if (entity === 'payee') payeeIds.add(entityId);
    if (entity === 'category') categoryIds.add(entityId);
    for (const id of idsInRow(before)) (id.startsWith('pay_') ? payeeIds : categoryIds).add(id);
    if (typeof before !== 'string') continue;
    if (NAMES_CATEGORY.has(field)) categoryIds.add(before);
    if (field === 'payee') payeeIds.add(before);
  }
  const around = { transactionIds: touched, categoryIds: [...categoryIds] };
  for (const id of await readCategoriesAround(orm, around)) categoryIds.add(id);
  const ids = [...payeeIds, ...(await readSpellings(orm, [...payeeIds])), ...categoryIds];
  const brought = await readBroughtByUndone(
    orm,
    ids.filter((id) => !own.has(id)),
  );
  const places = brought.map((one) => ({ ...one, field: 'exists' }));
  const standing = await readStanding(orm, places);
  return places.flatMap(({ entity, entityId, field, after: made }) => {
    const before = standing.of({ entity, entityId, field });
    if (before === undefined || before === null || before === false || !isSame(made, before)) return [];
    return [{ entity, entityId, field, before, after: before === true ? false : null }];
  });
}

/** The payees and categories that a row names, such as a budget's. */
function idsInRow(row: JsonValue): string[] {
  if (typeof row !== 'object' || row === null) return [];
  return Object.values(row).filter(
    (value) => typeof value === 'string' && /^(pay|cat)_/.test(value),
  ) as string[];
}

/** What transactions that come back need, where it went with another undo since. */
export async function restoreItems(orm: Orm, items: readonly ChangeSetItem[]): Promise<ChangeSetItem[]> {
  const returning = items.filter(
    ({ entity, field, after }) => entity === 'transaction' && field === 'exists' && after === true,
  );
  const missing = await readMissing(
    orm,
    returning.map(({ entityId }) => entityId),
  );
  const made = new Set(items.flatMap(({ entityId, field }) => (field === 'exists' ? entityId : [])));
  const restored: ChangeSetItem[] = [];
  for (const { entity, id } of missing.values()) {
    if (made.has(id) || entity === 'account') continue;
    made.add(id);
    if (entity === 'payee') {
      for (const item of await readLastRemoval(orm, id)) {
        restored.push({ ...item, before: item.after, after: item.before });
      }
    } else {
      restored.push({ entity, entityId: id, field: 'exists', before: false, after: true });
    }
  }
  return stillAbsent(orm, restored);
}

/** Without what is there again, such as a spelling that another payee has by now, and what is merged, not removed. */
async function stillAbsent(orm: Orm, items: readonly ChangeSetItem[]): Promise<ChangeSetItem[]> {
  const standing = await readStanding(orm, items);
  return items.filter((item) => isSame(item.before, standing.of(item)));
}
