import { ListPayeesInput, PayeeDetail, PayeePage } from '@steward/core/payees';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { getPayee, listPayeesPage } from './payees.service.ts';

export const payeesRouter = router({
  listPayees: workspaceProcedure
    .can('payees:read', { rest: 'GET /payees', summary: 'Payees, by name.' })
    .input(ListPayeesInput)
    .output(PayeePage)
    .query(({ ctx, input }) => listPayeesPage(ctx.db, input)),

  getPayee: workspaceProcedure
    .can('payees:read', {
      rest: 'GET /payees/{id}',
      summary: 'A payee with the categories of its transactions.',
    })
    .input(z.object({ id: z.string().min(1).max(100) }))
    .output(PayeeDetail)
    .query(({ ctx, input }) => getPayee(ctx.db, input.id)),
});
