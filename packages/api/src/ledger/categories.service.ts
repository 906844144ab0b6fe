import { DomainError } from '@steward/core/errors';
import type { JsonValue } from '@steward/core/canonical';
import type { Category } from '@steward/core/ledger';
import { readStanding } from '@steward/db/changes';
import type { WriteTx } from '@steward/db/client';
import {
  countOfCategory,
  hasChildren,
  listCategories,
  readOfCategory,
  readPayeesSuggested,
  type OfCategory,
} from '@steward/db/ledger';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import type { LedgerChange } from './ledger.service.ts';

/** Payees whose suggestions are made anew at once when their category goes. */
const PAYEES_AT_ONCE = 100;

/** Everything of one category becomes another's; the model takes its labels over too. */
export async function mergeCategory(
  { db, actor, now }: LedgerChange,
  { from, into }: { from: string; into: string },
): Promise<{ changeSetId: string; moved: number }> {
  return db.write(async (tx) => {
    const at = now();
    const { name: fromName } = await findCategory(tx, from);
    const { name: intoName, parentId } = await findCategory(tx, into);
    if (from === into || parentId === from) {
      const message = `${fromName} cannot be merged into itself or into what stands under it.`;
      throw new DomainError({ code: 'invalid', reason: 'category_merge', message });
    }
    const found = await readOfCategory(tx.orm, from);
    const { changeSetId, items } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `Category ${fromName} merged into ${intoName}` },
      changes: await mergeChanges(tx, { from, into, found }),
    });
    const moved = items.filter(({ entity }) => entity === 'transaction').length;
    return { changeSetId: changeSetId ?? '', moved };
  });
}

/** Transactions, splits and children go over first, so that nothing stands under what is merged. */
async function mergeChanges(
  tx: WriteTx,
  { from, into, found }: { from: string; into: string; found: OfCategory },
): Promise<FieldChange[]> {
  const splits = await readStanding(
    tx.orm,
    found.splitUpIds.map((entityId) => ({ entity: 'transaction', entityId, field: 'splits' })),
  );
  return [
    ...found.transactionIds.map((entityId): FieldChange => {
      return { entity: 'transaction', entityId, field: 'category', after: into };
    }),
    ...found.splitUpIds.map((entityId): FieldChange => {
      const place = { entity: 'transaction', entityId, field: 'splits' } as const;
      return { ...place, after: withCategory(splits.of(place), from, into) };
    }),
    ...found.childIds.map((entityId): FieldChange => {
      return { entity: 'category', entityId, field: 'parent', after: into };
    }),
    { entity: 'category', entityId: from, field: 'mergedInto', after: into },
  ];
}

function withCategory(splits: JsonValue | undefined, from: string, into: string): JsonValue {
  return (Array.isArray(splits) ? splits : []).map((split) =>
    typeof split === 'object' && split !== null && !Array.isArray(split) && split.categoryId === from
      ? { ...split, categoryId: into }
      : split,
  );
}

/** Takes away a category that nothing has; what was suggested it is decided anew. */
export async function removeCategory(
  { db, actor, now, engine }: LedgerChange & { engine: Pick<Engine, 'redecide'> },
  id: string,
): Promise<{ changeSetId: string }> {
  const { changeSetId, payeeIds } = await db.write(async (tx) => {
    const at = now();
    const { name } = await findCategory(tx, id);
    await refuseWhileUsed(tx, id, name);
    const payeeIds = await readPayeesSuggested(tx, id, PAYEES_AT_ONCE);
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `Category ${name} removed` },
      changes: [{ entity: 'category', entityId: id, field: 'exists', after: false }],
    });
    return { changeSetId: changeSetId ?? '', payeeIds };
  });
  if (payeeIds.length > 0) await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return { changeSetId };
}

async function findCategory(tx: WriteTx, id: string): Promise<Category> {
  const found = (await listCategories(tx.orm)).find((category) => category.id === id);
  if (found) return found;
  const message = `There is no category ${id} here, or it was merged or removed.`;
  throw new DomainError({ code: 'not_found', reason: 'category', message });
}

async function refuseWhileUsed(tx: WriteTx, id: string, name: string): Promise<void> {
  const used = await countOfCategory(tx.orm, id);
  if (used > 0) {
    const message = `${used} transactions have the category ${name}; merge it into another one instead.`;
    throw new DomainError({ code: 'conflict', reason: 'category_used', message, details: { used } });
  }
  if (await hasChildren(tx.orm, id)) {
    const message = `There are categories under ${name}; move or merge them first.`;
    throw new DomainError({ code: 'conflict', reason: 'category_has_children', message });
  }
}
