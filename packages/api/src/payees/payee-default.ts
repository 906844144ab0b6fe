import type { ChangeSetItem } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { ApplyPayeeDefault, DefaultApplied, DefaultPreview } from '@steward/core/payees';
import type { Actor } from '@steward/core/identity';
import { readTaught } from '@steward/db/changes';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import { readPayee, readWaitingOf } from '@steward/db/payees';
import { applyChanges, findProtected, type FieldChange } from '../changes/index.ts';
import type { PayeeChange } from './change-payees.ts';
import { getPayee } from './payees.service.ts';

/** How many transactions wait in Review that would get the default of their payee. Changes nothing. */
export async function previewPayeeDefault(
  { db, actor }: { db: WorkspaceDb; actor: Actor },
  payeeId: string,
): Promise<DefaultPreview> {
  const payee = await getPayee(db, payeeId);
  const counts = payee.default.isUsable && payee.learnMode !== 'off';
  const categoryId = counts ? payee.defaultCategoryId : null;
  const named = { payeeId, categoryId, categoryName: counts ? payee.default.categoryName : null };
  if (categoryId === null) return { ...named, waiting: 0, protected: 0 };
  const found = await db.read((orm) => readGivable(orm, { payeeId, categoryId, actor }));
  return { ...named, waiting: found.ids.length + found.protected, protected: found.protected };
}

interface Giving {
  payeeId: string;
  categoryId: string;
  actor: Actor;
}

/** What waits and may be given the category, without what a person decided, a closed month or a reconciliation protects. */
async function readGivable(
  orm: Orm,
  { payeeId, categoryId, actor }: Giving,
): Promise<{ ids: string[]; protected: number }> {
  const waiting = await readWaitingOf(orm, payeeId);
  const taught = await readTaught(orm, waiting);
  const open = waiting.filter((id) => {
    const row = taught.get(id);
    return row?.stands === true && row.categoryId === null && row.source === null;
  });
  const items = open.map((entityId): ChangeSetItem => {
    return { entity: 'transaction', entityId, field: 'category', before: null, after: categoryId };
  });
  const obstacles = await findProtected(orm, { kind: 'rule', actor, items });
  const guarded = new Set(obstacles.map(({ entityId }) => entityId));
  return { ids: open.filter((id) => !guarded.has(id)), protected: guarded.size };
}

/**
 * Gives what waits of a payee its default category: one change set, by the payee's setting, so that nothing is learned from it.
 *
 * @throws DomainError `payee` when there is none, `payee_default` when its default is not the one that was seen.
 */
export async function applyPayeeDefault(
  { db, actor, now }: PayeeChange,
  { id, categoryId }: ApplyPayeeDefault,
): Promise<DefaultApplied> {
  return db.write(async (tx) => {
    const at = now();
    const payee = await readPayee(tx.orm, id);
    if (!payee) {
      const message = `There is no payee ${id} here.`;
      throw new DomainError({ code: 'not_found', reason: 'payee', message });
    }
    const { name, learnMode, defaultCategoryId } = payee;
    const { categoryName, isUsable } = payee.default;
    if (!isUsable || learnMode === 'off' || defaultCategoryId !== categoryId) {
      const now = isUsable && learnMode !== 'off' ? `${categoryName ?? ''} by now` : 'none that counts';
      const message = `The default category of ${name} is ${now}; look at it again.`;
      throw new DomainError({ code: 'conflict', reason: 'payee_default', message });
    }
    const found = await readGivable(tx.orm, { payeeId: id, categoryId, actor });
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'rule', actor, at, changes: giveAll(found.ids, categoryId, at) },
      reason: `Default of ${name}, ${categoryName ?? ''}, given to ${found.ids.length} that waited`,
    });
    return { changeSetId, applied: found.ids.length, protected: found.protected };
  });
}

function giveAll(ids: readonly string[], categoryId: string, at: Date): FieldChange[] {
  const provenance = { source: 'rule', decisionId: null, isLocked: false, at: at.getTime() };
  return ids.flatMap((entityId): FieldChange[] => [
    { entity: 'transaction', entityId, field: 'category', after: categoryId },
    { entity: 'transaction', entityId, field: 'categoryProvenance', after: provenance },
  ]);
}
