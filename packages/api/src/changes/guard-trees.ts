import type { ChangeSetItem, Obstacle, ObstacleReason } from '@steward/core/changes';
import { misplacementOf } from '@steward/core/ledger';
import {
  readBudgetPlaces,
  readCategoryPlaces,
  type BudgetPlace,
  type CategoryPlace,
} from '@steward/db/changes';
import type { Orm } from '@steward/db/client';

/** Fields that say where and under which name a category stands, and whether it does. */
const PLACING = new Set(['exists', 'mergedInto', 'parent', 'name']);

/** Categories stand in a tree, each name once under its parent, whatever is undone in which order. */
export async function guardCategoryTree(orm: Orm, items: readonly ChangeSetItem[]): Promise<Obstacle[]> {
  const placing = items.filter(({ entity, field }) => entity === 'category' && PLACING.has(field));
  if (placing.length === 0) return [];
  const places = new Map((await readCategoryPlaces(orm)).map((place) => [place.id, place]));
  for (const item of placing) {
    const place = places.get(item.entityId);
    if (place) places.set(item.entityId, placed(place, item));
  }
  const standing = [...places.values()].filter(
    ({ isRemoved, mergedInto }) => !isRemoved && mergedInto === null,
  );
  const wrong = new Map<string, ObstacleReason>();
  for (const id of new Set(placing.map(({ entityId }) => entityId))) {
    const place = standing.find((one) => one.id === id);
    const why = place ? misplacementOf(place, standing) : null;
    // The kind of what it stands under is asked for where a person places it.
    if (why !== null && why !== 'kind') wrong.set(id, why === 'name' ? 'taken' : 'needed');
  }
  return placing.flatMap((item) => {
    const why = wrong.get(item.entityId);
    return why === undefined ? [] : [obstacle(item, why, places.get(item.entityId)?.parentId ?? null)];
  });
}

function placed(place: CategoryPlace, { field, after }: ChangeSetItem): CategoryPlace {
  switch (field) {
    case 'exists':
      return { ...place, isRemoved: after !== true };
    case 'mergedInto':
      return { ...place, mergedInto: after as string | null };
    case 'parent':
      return { ...place, parentId: after as string | null };
    default:
      return { ...place, name: after as string };
  }
}

/** A budget stands once for a category, a period and a currency. */
export async function guardBudgets(orm: Orm, items: readonly ChangeSetItem[]): Promise<Obstacle[]> {
  const touching = items.filter(
    ({ entity, field, after }) =>
      entity === 'budget' && after !== null && ['exists', 'category'].includes(field),
  );
  if (touching.length === 0) return [];
  const places = new Map((await readBudgetPlaces(orm)).map((place) => [place.id, place]));
  for (const item of items.filter(({ entity }) => entity === 'budget')) {
    if (item.field === 'exists' && item.after === null) places.delete(item.entityId);
    if (item.field === 'exists' && item.after !== null) places.set(item.entityId, rowOf(item));
    const place = places.get(item.entityId);
    if (item.field === 'category' && place) {
      places.set(item.entityId, { ...place, categoryId: item.after as string });
    }
  }
  const keyOf = ({ categoryId, period, currency }: BudgetPlace) => `${categoryId} ${period} ${currency}`;
  const byKey = Map.groupBy(places.values(), keyOf);
  return touching.flatMap((item) => {
    const place = places.get(item.entityId);
    const isTaken = place !== undefined && (byKey.get(keyOf(place))?.length ?? 0) > 1;
    return isTaken ? [obstacle(item, 'taken', item.after)] : [];
  });
}

function rowOf({ entityId, after }: ChangeSetItem): BudgetPlace {
  return { ...(after as unknown as BudgetPlace), id: entityId };
}

function obstacle(item: ChangeSetItem, why: ObstacleReason, value: ChangeSetItem['after']): Obstacle {
  const { entity, entityId, field, before } = item;
  const found = why === 'needed' ? { entity: 'category', id: value } : value;
  return { entity, entityId, field, left: before, found, why };
}
