import {
  Budget,
  BudgetDetail,
  BudgetOverview,
  CountedPage,
  CreateBudget,
  ListCounted,
  UpdateBudget,
} from '@steward/core/budgets';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { createBudget, removeBudget, updateBudget } from './budgets.service.ts';
import { readCounted, readDetail, readOverview } from './progress.service.ts';

const ById = z.object({ id: z.string().min(1).max(100) });

const Changed = z.object({ changeSetId: z.string().nullable() });

export const budgetsRouter = router({
  list: workspaceProcedure
    .can('budgets:read', {
      rest: 'GET /budgets',
      summary: 'The budgets with what is spent of them in their current period.',
    })
    .output(BudgetOverview)
    .query(({ ctx }) => readOverview(ctx)),

  get: workspaceProcedure
    .can('budgets:read', {
      rest: 'GET /budgets/{id}',
      summary: 'A budget with its last periods.',
    })
    .input(ById)
    .output(BudgetDetail)
    .query(({ ctx, input }) => readDetail(ctx, input.id)),

  listCounted: workspaceProcedure
    .can('budgets:read', {
      rest: 'GET /budgets/{id}/splits',
      summary: 'The splits that a budget counts in the period of a day, newest first.',
    })
    .input(ListCounted)
    .output(CountedPage)
    .query(({ ctx, input }) => readCounted(ctx, input)),

  create: workspaceProcedure
    .can('budgets:write', {
      rest: 'POST /budgets',
      summary: 'Make a budget of a category, which counts all that stands under it.',
    })
    .input(CreateBudget)
    .output(Changed.extend({ budget: Budget }))
    .mutation(({ ctx, input }) => createBudget(ctx, input)),

  update: workspaceProcedure
    .can('budgets:write', {
      rest: 'PATCH /budgets/{id}',
      summary: 'Change the amount, the first period or the rolling over of a budget.',
    })
    .input(UpdateBudget)
    .output(Changed.extend({ budget: Budget }))
    .mutation(({ ctx, input }) => updateBudget(ctx, input)),

  remove: workspaceProcedure
    .can('budgets:write', { rest: 'DELETE /budgets/{id}', summary: 'Remove a budget.' })
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => removeBudget(ctx, input.id)),
});
