import {
  AdjustBalance,
  FinishReconciliation,
  ListMonths,
  MonthPage,
  NamedMonth,
  ReadReconciliation,
  Reconciliation,
} from '@steward/core/closing';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { adjustBalance } from './adjust.service.ts';
import { closeMonth, listMonths, reopenMonth } from './months.service.ts';
import { finishReconciliation, readReconciliation } from './reconcile.service.ts';

const Changed = z.object({ changeSetId: z.string().nullable() });

export const closingRouter = router({
  listMonths: workspaceProcedure
    .can('ledger:read', { rest: 'GET /months', summary: 'Months with what stands in them, newest first.' })
    .input(ListMonths)
    .output(MonthPage)
    .query(({ ctx, input }) => listMonths(ctx, input)),
  closeMonth: workspaceProcedure
    .can('ledger:close', {
      rest: 'POST /months/{startsOn}/close',
      summary: 'Close a month: nothing that lies in it is changed until it is opened again.',
    })
    .input(NamedMonth)
    .output(Changed)
    .mutation(({ ctx, input }) => closeMonth(ctx, input.startsOn)),
  reopenMonth: workspaceProcedure
    .can('ledger:close', { rest: 'POST /months/{startsOn}/open', summary: 'Open a closed month again.' })
    .input(NamedMonth)
    .output(Changed)
    .mutation(({ ctx, input }) => reopenMonth(ctx, input.startsOn)),
  readReconciliation: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /accounts/{accountId}/reconciliation',
      summary: 'What is posted on an account up to a day and not reconciled.',
    })
    .input(ReadReconciliation)
    .output(Reconciliation)
    .query(({ ctx, input }) => readReconciliation(ctx.db, input)),
  reconcile: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /accounts/{accountId}/reconciliation',
      summary: 'Mark what stands on a statement as reconciled; refused while there is a difference.',
    })
    .input(FinishReconciliation)
    .output(Changed.extend({ reconciled: z.number().int() }))
    .mutation(({ ctx, input }) => finishReconciliation(ctx, input)),
  adjustBalance: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /accounts/{accountId}/reconciliation/adjustment',
      summary: 'Write the difference between a statement and the ledger as one transaction.',
    })
    .input(AdjustBalance)
    .output(Changed.extend({ transactionId: z.string(), amountMinor: z.number().int() }))
    .mutation(({ ctx, input }) => adjustBalance({ ...ctx, engine: ctx.services.engine }, input)),
});
