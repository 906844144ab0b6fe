import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import {
  missingOfSet,
  refuseMisplaced,
  subtreeOf,
  type Category,
  type StarterSet,
  type UpdateCategory,
} from '@steward/core/ledger';
import { listCategories, stageCategories } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import type { LedgerChange } from './ledger.service.ts';

/**
 * Renames, moves, archives or brings back a category, or gives it another picture. What stands under it is archived and
 * brought back with it, and what waits and was suggested one of them is decided anew. Asked for what is so already, it changes
 * nothing.
 *
 * @throws DomainError `category`, or as `refuseMisplaced` says.
 */
export async function updateCategory(
  { db, actor, now, engine }: LedgerChange & { engine: Pick<Engine, 'redecide'> },
  { id, ...patch }: UpdateCategory,
): Promise<{ changeSetId: string | null }> {
  const { archived, ...changed } = await db.write(async (tx) => {
    const categories = await listCategories(tx.orm);
    const current = categories.find((category) => category.id === id);
    if (!current) throw noCategory(id);
    const wanted = { ...current, ...withoutUndefined(patch) };
    if (wanted.name !== current.name || wanted.parentId !== current.parentId) {
      refuseMisplaced(wanted, categories);
    }
    const visibility = visibilityOf(current, wanted, categories);
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at: now(), reason: reasonOf(current, wanted, categories) },
      changes: [
        { entity: 'category', entityId: id, field: 'name', after: wanted.name },
        { entity: 'category', entityId: id, field: 'parent', after: wanted.parentId },
        { entity: 'category', entityId: id, field: 'icon', after: wanted.icon },
        ...visibility,
      ],
    });
    const archived = visibility.flatMap(({ entityId, after }) => (after === true ? entityId : []));
    return { changeSetId, archived };
  });
  if (archived.length > 0) {
    await engine.redecide({ workspaceId: db.workspaceId, payeeIds: [], categoryIds: archived });
  }
  return changed;
}

function visibilityOf(current: Category, wanted: Category, categories: readonly Category[]): FieldChange[] {
  if (wanted.isHidden === current.isHidden) return [];
  return subtreeOf(categories, current.id).map((entityId): FieldChange => {
    return { entity: 'category', entityId, field: 'isHidden', after: wanted.isHidden };
  });
}

function reasonOf(current: Category, wanted: Category, categories: readonly Category[]): string {
  const did: string[] = [];
  if (wanted.name !== current.name) did.push(`renamed to ${wanted.name}`);
  if (wanted.parentId !== current.parentId) {
    const parent = categories.find(({ id }) => id === wanted.parentId);
    did.push(parent ? `moved under ${parent.name}` : 'moved to the top');
  }
  if (wanted.isHidden !== current.isHidden) did.push(wanted.isHidden ? 'archived' : 'brought back');
  if (did.length === 0) did.push('given another picture');
  return `Category ${current.name} ${did.join(', ')}`;
}

/** Makes the categories of a set that are not there yet, as one change set; none when all are there. */
export async function addStarterSet(
  { db, actor, now }: LedgerChange,
  set: StarterSet,
): Promise<{ changeSetId: string | null; made: number }> {
  return db.write(async (tx) => {
    const at = now();
    const newId = () => createId('cat', { now: at, random: randomBytes });
    const made = missingOfSet(set, await listCategories(tx.orm), newId);
    await stageCategories(tx, made, at);
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `Categories of a ${set}` },
      changes: made.map(({ id }): FieldChange => {
        return { entity: 'category', entityId: id, field: 'exists', after: true };
      }),
    });
    return { changeSetId, made: made.length };
  });
}

function withoutUndefined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function noCategory(id: string): DomainError {
  const message = `There is no category ${id} here, or it was merged or removed.`;
  return new DomainError({ code: 'not_found', reason: 'category', message });
}
