import {
  changedBudget,
  newBudget,
  type Budget,
  type CreateBudget,
  type UpdateBudget,
} from '@steward/core/budgets';
import { createId, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import { listBudgets, writeBudget } from '@steward/db/budgets';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { insertChangeSet, listCategories } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { findBudget, readCalendar } from './progress.service.ts';

interface BudgetChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

interface ChangedBudget {
  changeSetId: string;
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
    const changeSetId = await record(tx, change, { at, reason, id: budget.id, before: null, after: budget });
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
    const changeSetId = await record(tx, change, { at, reason, id: budget.id, before, after: budget });
    return { changeSetId, budget };
  });
}

/** @throws DomainError `budget` when there is none. */
export function removeBudget(change: BudgetChange, id: string): Promise<{ changeSetId: string }> {
  return change.db.write(async (tx) => {
    const at = change.now();
    const before = await findBudget(tx.orm, id);
    const reason = `Budget of ${await nameOf(tx, before)} removed`;
    return { changeSetId: await record(tx, change, { at, reason, id, before, after: null }) };
  });
}

async function nameOf(tx: WriteTx, { categoryId }: Budget): Promise<string> {
  const category = (await listCategories(tx.orm)).find(({ id }) => id === categoryId);
  return category?.name ?? 'a category that is gone';
}

interface BudgetRecord {
  at: Date;
  reason: string;
  id: string;
  before: Budget | null;
  after: Budget | null;
}

async function record(
  tx: WriteTx,
  { actor }: BudgetChange,
  { at, reason, id, before, after }: BudgetRecord,
): Promise<string> {
  const changeSetId = createId('chg', { now: at, random: randomBytes });
  await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason, at });
  await writeBudget(tx, { id, row: after, before, changeSetId });
  await appendAudit(tx, [
    {
      ...({ at, actor, action: 'change_set', system: 'ledger', subject: changeSetId } as const),
      payload: { entity: 'budget', entityId: id, field: 'exists', name: reason },
    },
  ]);
  return changeSetId;
}
