import { DomainError } from '@steward/core/errors';
import type { JsonValue } from '@steward/core/canonical';
import type { Budget } from '@steward/core/budgets';
import { subtreeOf, type Category } from '@steward/core/ledger';
import { listBudgets } from '@steward/db/budgets';
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
import { readPayeesWithDefault } from '@steward/db/payees';
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
    const [one, other] = [await findCategory(tx, from), await findCategory(tx, into)];
    const categories = await listCategories(tx.orm);
    refuseMerge(one, other, categories);
    const found = await readOfCategory(tx.orm, from);
    const { changeSetId, items } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `Category ${one.name} merged into ${other.name}` },
      changes: [
        ...budgetChanges(await listBudgets(tx.orm), from, into),
        ...kindChanges(one, other, categories),
        ...(await readPayeesWithDefault(tx.orm, from)).map((entityId): FieldChange => {
          return { entity: 'payee', entityId, field: 'defaultCategory', after: into };
        }),
        ...(await mergeChanges(tx, { from, into, found })),
      ],
    });
    const moved = items.filter(({ entity }) => entity === 'transaction').length;
    return { changeSetId: changeSetId ?? '', moved };
  });
}

/** @throws DomainError `category_merge` or `category_name` when something would stand under itself or beside its name. */
function refuseMerge(from: Category, into: Category, categories: readonly Category[]): void {
  if (subtreeOf(categories, from.id).includes(into.id)) {
    const message = `${from.name} cannot be merged into itself or into what stands under it.`;
    throw new DomainError({ code: 'invalid', reason: 'category_merge', message });
  }
  const namesThere = new Set(
    categories.filter(({ parentId }) => parentId === into.id).map(({ name }) => name),
  );
  const twin = categories.find(({ parentId, name }) => parentId === from.id && namesThere.has(name));
  if (!twin) return;
  const message = `There is a category named ${twin.name} under both ${from.name} and ${into.name}; merge those two first.`;
  throw new DomainError({ code: 'conflict', reason: 'category_name', message });
}

/** A budget goes over with what it counts; where there is one of its period and currency already, that one stands. */
function budgetChanges(budgets: readonly Budget[], from: string, into: string): FieldChange[] {
  const there = budgets.filter(({ categoryId }) => categoryId === into);
  return budgets
    .filter(({ categoryId }) => categoryId === from)
    .map(({ id: entityId, period, currency }): FieldChange => {
      const isThere = there.some((one) => one.period === period && one.currency === currency);
      return isThere
        ? { entity: 'budget', entityId, field: 'exists', after: null }
        : { entity: 'budget', entityId, field: 'category', after: into };
    });
}

/** What stands under a category is of its kind. */
function kindChanges(from: Category, into: Category, categories: readonly Category[]): FieldChange[] {
  return subtreeOf(categories, from.id)
    .slice(1)
    .map((entityId): FieldChange => {
      return { entity: 'category', entityId, field: 'kind', after: into.kind };
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
    const budgets = (await listBudgets(tx.orm))
      .filter(({ categoryId }) => categoryId === id)
      .map((budget): FieldChange => {
        return { entity: 'budget', entityId: budget.id, field: 'exists', after: null };
      });
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `Category ${name} removed` },
      changes: [...budgets, { entity: 'category', entityId: id, field: 'exists', after: false }],
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
