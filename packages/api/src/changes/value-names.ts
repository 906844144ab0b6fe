import type { JsonValue } from '@steward/core/canonical';
import { CHANGED_FIELDS, type ChangedEntity, type ChangeSetItem } from '@steward/core/changes';
import type { Orm } from '@steward/db/client';
import { readNames } from '@steward/db/changes';

type Place = Pick<ChangeSetItem, 'entity' | 'entityId' | 'field'>;

export interface ValueNames {
  /** What the entity is called. */
  nameOf(place: Pick<Place, 'entity' | 'entityId'>): string;
  /** A value in words. */
  textOf(place: Place, value: JsonValue): string;
}

/** Names for the entities and the values of changes; a value may be any of `before`, `after`, `left` and `found`. */
export async function readValueNames(
  orm: Orm,
  changes: readonly (Place & Partial<Record<'before' | 'after' | 'left' | 'found', JsonValue>>)[],
): Promise<ValueNames> {
  const ids = changes.flatMap(({ entityId, before, after, left, found }) => [
    entityId,
    ...[before, after, left, found].flatMap(idsIn),
  ]);
  const names = await readNames(orm, ids);
  const made = new Map(changes.flatMap((change) => rowNames(change)));
  const nameOf = (id: string) => names.get(id) ?? made.get(id) ?? id;
  return {
    nameOf: ({ entityId }) => nameOf(entityId),
    textOf: (place, value) => toText(value, nameOf),
  };
}

function idsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(idsIn);
  return [];
}

/** Of what is gone the name stands in the row that was kept of it. */
function rowNames({ entityId, ...values }: Parameters<typeof readValueNames>[1][number]): [string, string][] {
  return [values.before, values.after, values.left, values.found].flatMap((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.name === 'string'
      ? [[entityId, value.name] as [string, string]]
      : [],
  );
}

function toText(value: JsonValue, nameOf: (id: string) => string): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return nameOf(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one) => toText(one, nameOf)).join('; ');
  const { name, source, id } = value;
  for (const text of [name, source, id]) if (typeof text === 'string') return nameOf(text);
  return Object.values(value)
    .map((one) => toText(one ?? null, nameOf))
    .join(', ');
}

/** A field in the words of pages. */
export function wordOf(entity: ChangedEntity, field: string): string {
  const words: Readonly<Record<string, string>> = CHANGED_FIELDS[entity];
  return words[field] ?? field;
}
