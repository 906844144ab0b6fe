import { canonicalJson, type JsonValue } from '../canonical/index.ts';
import { mainFieldOf, type ChangedEntity } from './entities.ts';

/** One field of one entity, before and after. The field `exists` stands for creation. */
export interface ChangeSetItem {
  entity: ChangedEntity;
  entityId: string;
  field: string;
  before: JsonValue;
  after: JsonValue;
}

/** Why a field cannot be given back what it held. */
export type ObstacleReason =
  'changed' | 'in_use' | 'taken' | 'needed' | 'splits' | 'reconciled' | 'month_closed';

/** A field that something stands in the way of undoing; mostly a later edit. */
export interface Obstacle {
  entity: ChangedEntity;
  entityId: string;
  field: string;
  /** What the change set left there. */
  left: JsonValue;
  /** What stands there now. */
  found: JsonValue;
  why: ObstacleReason;
}

export type Inversion =
  | { status: 'inverted'; items: ChangeSetItem[]; left: Obstacle[] }
  | { status: 'stopped'; laterEdits: Obstacle[] };

interface Inverting {
  /** What stands in a field now; undefined where its entity is gone. */
  currentValue: (item: ChangeSetItem) => JsonValue | undefined;
  /** What else stands in the way of a field, whatever its value. */
  obstacleTo?: (item: ChangeSetItem) => Obstacle | undefined;
  /** Whether to undo what can be undone and leave the rest. */
  rest?: boolean;
}

/**
 * The inverse of a change set, last change first. Where a field no longer holds what the change set left, or something
 * else stands in the way, nothing at all is undone and each such field is named; with `rest`, the others are undone. A
 * field and its provenance are undone together or not at all.
 */
export function invertChangeSet(items: readonly ChangeSetItem[], inverting: Inverting): Inversion {
  const { currentValue, obstacleTo, rest = false } = inverting;
  const obstacles = new Map<string, Obstacle>();
  const inverse: ChangeSetItem[] = [];
  for (const item of items) {
    const found = currentValue(item);
    const { entity, entityId, field, before, after } = item;
    if (isBackAlready(item, found)) continue;
    const obstacle: Obstacle | undefined = isSame(after, found)
      ? obstacleTo?.(item)
      : { entity, entityId, field, left: after, found: found ?? null, why: 'changed' };
    // Of a field and its provenance the field itself is named, wherever it was found first.
    const key = keyOf(item);
    if (obstacle && (field === mainFieldOf(field) || !obstacles.has(key))) obstacles.set(key, obstacle);
    inverse.unshift({ entity, entityId, field, before: after, after: before });
  }
  const left = [...obstacles.values()].map((one) => ({ ...one, ...named(one, items) }));
  if (left.length > 0 && !rest) return { status: 'stopped', laterEdits: left };
  return { status: 'inverted', items: inverse.filter((item) => !obstacles.has(keyOf(item))), left };
}

/** Whether what was removed was brought back with something else that needs it: then nothing is left to do. */
function isBackAlready(
  { entity, field, before, after }: ChangeSetItem,
  found: JsonValue | undefined,
): boolean {
  const isRemoval = entity !== 'transaction' && field === 'exists' && (after === false || after === null);
  return isRemoval && isSame(before, found);
}

function keyOf({ entity, entityId, field }: Pick<ChangeSetItem, 'entity' | 'entityId' | 'field'>): string {
  return `${entity} ${mainFieldOf(field)} ${entityId}`;
}

/** An obstacle to a provenance alone is told of its field, with what the change set left in that. */
function named(obstacle: Obstacle, items: readonly ChangeSetItem[]): Partial<Obstacle> {
  const field = mainFieldOf(obstacle.field);
  if (field === obstacle.field) return {};
  const main = items.find((item) => item.entityId === obstacle.entityId && item.field === field);
  return main ? { field, left: main.after, found: main.after } : { field };
}

/** Whether a field holds what was left in it. Of a row only the columns count that were recorded then. */
export function isSame(left: JsonValue, found: JsonValue | undefined): boolean {
  if (found === undefined) return false;
  if (isRow(left) && isRow(found)) {
    return Object.keys(left).every((key) => isSame(left[key] ?? null, found[key] ?? null));
  }
  return canonicalJson(left) === canonicalJson(found);
}

function isRow(value: JsonValue): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
