import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { Category } from '@steward/core/ledger';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { appendLearning } from '@steward/db/learning';
import {
  countOfCategory,
  hasChildren,
  insertChangeSet,
  insertRemoval,
  listCategories,
  mergeCategoryRows,
  readPayeesSuggested,
  setCategoryRemoved,
} from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
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
    const changeSetId = createId('chg', { now: at, random: randomBytes });
    const reason = `Category ${fromName} merged into ${intoName}`;
    await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason, at });
    const moved = await mergeCategoryRows(tx, { fromId: from, intoId: into, changeSetId });
    await appendLearning(tx, [{ type: 'category_merged', categoryId: from, intoCategoryId: into }], at);
    await appendAudit(tx, [
      {
        ...({ at, actor, action: 'change_set', system: 'ledger', subject: changeSetId } as const),
        payload: {
          entity: 'category',
          entityId: from,
          field: 'mergedInto',
          before: null,
          after: into,
          moved,
        },
      },
    ]);
    return { changeSetId, moved };
  });
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
    const changeSetId = createId('chg', { now: at, random: randomBytes });
    await insertChangeSet(tx, {
      id: changeSetId,
      kind: 'edit',
      actor,
      reason: `Category ${name} removed`,
      at,
    });
    await insertRemoval(tx, changeSetId, id);
    const payeeIds = await readPayeesSuggested(tx, id, PAYEES_AT_ONCE);
    await setCategoryRemoved(tx, id, at);
    await appendLearning(tx, [{ type: 'category_removed', categoryId: id }], at);
    await appendAudit(tx, [
      {
        ...({ at, actor, action: 'change_set', system: 'ledger', subject: changeSetId } as const),
        payload: { entity: 'category', entityId: id, field: 'exists', before: true, after: false, name },
      },
    ]);
    return { changeSetId, payeeIds };
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
