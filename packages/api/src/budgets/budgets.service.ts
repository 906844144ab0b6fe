import {
  changedBudget,
  newBudget,
  type Budget,
  type CreateBudget,
  type UpdateBudget,
} from '@steward/core/budgets';
import { createId, type Actor } from '@steward/core/identity';
import { listBudgets } from '@steward/db/budgets';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { listCategories } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { applyChanges } from '../changes/index.ts';
import { findBudget, readCalendar } from './progress.service.ts';

interface BudgetChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

interface ChangedBudget {
  /** null when all was so already. */
  changeSetId: string | null;
  budget: Budget;
}

/** @throws DomainError as `newBudget` says. */
export function createBudget(change: BudgetChange, input: CreateBudget): Promise<ChangedBudget> {
  return change.db.write(async (tx) => {
    const at = change.now();
    const categories = await listCategories(tx.orm);
    const category = categories.find(({ id }) => id === input.categoryId);
    const budget = newBudget(
      input,
      { id: createId('bud', { now: at, random: randomBytes }), createdAt: at },
      { budgets: await listBudgets(tx.orm), category, calendar: await readCalendar(tx.orm, at) },
    );
    const reason = `New budget of ${category?.name ?? ''}`;
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor: change.actor, at, reason },
      changes: [
        {
          ...{ entity: 'budget', entityId: budget.id, field: 'exists' },
          after: { ...budget, createdAt: at.getTime() },
        },
      ],
    });
    return { changeSetId, budget };
  });
}

/** @throws DomainError `budget` or `budget_start`. */
export function updateBudget(change: BudgetChange, input: UpdateBudget): Promise<ChangedBudget> {
  return change.db.write(async (tx) => {
    const at = change.now();
    const before = await findBudget(tx.orm, input.id);
    const budget = changedBudget(before, input, await readCalendar(tx.orm, at));
    const reason = `Budget of ${await nameOf(tx, budget)} changed`;
    const { id: entityId, amountMinor, rollsOver, startsOn } = budget;
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor: change.actor, at, reason },
      changes: [
        { entity: 'budget', entityId, field: 'amountMinor', after: amountMinor },
        { entity: 'budget', entityId, field: 'rollsOver', after: rollsOver },
        { entity: 'budget', entityId, field: 'startsOn', after: startsOn },
      ],
    });
    return { changeSetId, budget };
  });
}

/** @throws DomainError `budget` when there is none. */
export function removeBudget(change: BudgetChange, id: string): Promise<{ changeSetId: string | null }> {
  return change.db.write(async (tx) => {
    const at = change.now();
    const before = await findBudget(tx.orm, id);
    const reason = `Budget of ${await nameOf(tx, before)} removed`;
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor: change.actor, at, reason },
      changes: [{ entity: 'budget', entityId: id, field: 'exists', after: null }],
    });
    return { changeSetId };
  });
}

async function nameOf(tx: WriteTx, { categoryId }: Budget): Promise<string> {
  const category = (await listCategories(tx.orm)).find(({ id }) => id === categoryId);
  return category?.name ?? 'a category that is gone';
}
