import type { ChangeSetItem, Obstacle } from '@steward/core/changes';
import type { Orm } from '@steward/db/client';
import { readStanding } from '@steward/db/changes';

/** A payee whose default is given by itself keeps one: else it would say what it does not do. */
export async function guardPayeeDefaults(orm: Orm, items: readonly ChangeSetItem[]): Promise<Obstacle[]> {
  const touching = items.filter(
    ({ entity, field }) => entity === 'payee' && (field === 'defaultCategory' || field === 'learnMode'),
  );
  if (touching.length === 0) return [];
  const placesOf = (entityId: string) => ({
    mode: { entity: 'payee', entityId, field: 'learnMode' } as const,
    category: { entity: 'payee', entityId, field: 'defaultCategory' } as const,
  });
  const ids = [...new Set(touching.map(({ entityId }) => entityId))];
  const standing = await readStanding(
    orm,
    ids.flatMap((id) => Object.values(placesOf(id))),
  );
  return touching.flatMap((item) => {
    const { mode, category } = placesOf(item.entityId);
    const afterOf = (place: typeof mode | typeof category) => {
      const change = touching.find(
        ({ entityId, field }) => entityId === place.entityId && field === place.field,
      );
      return change ? change.after : standing.of(place);
    };
    if (afterOf(mode) !== 'auto' || typeof afterOf(category) === 'string') return [];
    const { entity, entityId, field, before } = item;
    return [{ entity, entityId, field, left: before, found: 'its learn mode', why: 'in_use' as const }];
  });
}
