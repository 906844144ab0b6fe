import { canonicalJson, type JsonValue } from '../canonical/index.ts';

export type ChangedEntity = 'transaction' | 'account' | 'category' | 'payee';

/** One field of one entity, before and after. The field `exists` stands for creation. */
export interface ChangeSetItem {
  entity: ChangedEntity;
  entityId: string;
  field: string;
  before: JsonValue;
  after: JsonValue;
}

/** A field that something changed after the change set that is to be undone. */
export interface LaterEdit {
  entity: ChangedEntity;
  entityId: string;
  field: string;
  /** What the change set left there. */
  left: JsonValue;
  /** What stands there now. */
  found: JsonValue;
}

export type Inversion =
  { status: 'inverted'; items: ChangeSetItem[] } | { status: 'stopped'; laterEdits: LaterEdit[] };

/**
 * The inverse of a change set, or the later edits that stand in its way: where a field no longer
 * holds what the change set left, nothing at all is undone and each such field is named.
 */
export function invertChangeSet(
  items: readonly ChangeSetItem[],
  currentValue: (item: ChangeSetItem) => JsonValue,
): Inversion {
  const laterEdits: LaterEdit[] = [];
  const inverse: ChangeSetItem[] = [];
  for (const item of items) {
    const found = currentValue(item);
    const { entity, entityId, field, before, after } = item;
    if (canonicalJson(found) === canonicalJson(after)) {
      inverse.unshift({ entity, entityId, field, before: after, after: before });
    } else {
      laterEdits.push({ entity, entityId, field, left: after, found });
    }
  }
  return laterEdits.length > 0 ? { status: 'stopped', laterEdits } : { status: 'inverted', items: inverse };
}
