import type { Orm } from '@steward/db/client';
import { readTaught } from '@steward/db/changes';
import { readUntaughtPayees } from '@steward/db/payees';
import type { FieldChange } from './apply-changes.ts';

/**
 * Says of categories that are given while nothing is to be learned from their payee that they are not to be learned, then
 * and whenever an undo brings them back.
 */
export async function markUntaught(
  orm: Orm,
  changes: readonly FieldChange[],
): Promise<readonly FieldChange[]> {
  const ids = changes.filter(isGiven).map(({ entityId }) => entityId);
  if (ids.length === 0) return changes;
  const payeeOf = new Map([...(await readTaught(orm, ids))].map(([id, { payeeId }]) => [id, payeeId]));
  for (const { entity, entityId, field, after } of changes) {
    if (entity === 'transaction' && field === 'payee' && typeof after === 'string')
      payeeOf.set(entityId, after);
  }
  const untaught = await readUntaughtPayees(orm, [...new Set(payeeOf.values())]);
  if (untaught.size === 0) return changes;
  return changes.map((change) =>
    isGiven(change) && untaught.has(payeeOf.get(change.entityId) ?? '')
      ? { ...change, after: { ...(change.after as object), isTaught: false } }
      : change,
  );
}

const isGiven = ({ entity, field, after }: FieldChange) =>
  entity === 'transaction' && field === 'categoryProvenance' && typeof after === 'object' && after !== null;
