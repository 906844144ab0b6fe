import {
  ApplyPayeeDefault,
  DefaultApplied,
  DefaultPreview,
  ListPayeesInput,
  MergePayees,
  MoveAlias,
  NewPayeeRule,
  PayeeDetail,
  PayeePage,
  PayeeRule,
  PayeeRulePreview,
  PayeesChanged,
  UpdatePayee,
} from '@steward/core/payees';
import { listPayeeRules } from '@steward/db/payees';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { mergePayees, moveAlias } from './change-payees.ts';
import { applyPayeeDefault, previewPayeeDefault } from './payee-default.ts';
import { addPayeeRule, previewPayeeRule, removePayeeRule } from './payee-rules.ts';
import { getPayee, listPayeesPage } from './payees.service.ts';
import { updatePayee } from './update-payee.ts';

const ById = z.object({ id: z.string().min(1).max(100) });

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
    .input(ById)
    .output(PayeeDetail)
    .query(({ ctx, input }) => getPayee(ctx.db, input.id)),

  updatePayee: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /payees/{id}',
      summary: 'Rename a payee, or say what becomes of its transactions.',
      description:
        'Its default category, and whether that is suggested (`suggest`), given by itself to what comes in (`auto`), or nothing is suggested and nothing learned (`off`).',
    })
    .input(UpdatePayee)
    .output(PayeesChanged)
    .mutation(({ ctx, input }) => updatePayee({ ...ctx, engine: ctx.services.engine }, input)),

  previewPayeeDefault: workspaceProcedure
    .can('payees:read', {
      rest: 'GET /payees/{id}/default',
      summary: 'How many transactions wait that would get the default category of their payee.',
    })
    .input(ById)
    .output(DefaultPreview)
    .query(({ ctx, input }) => previewPayeeDefault(ctx, input.id)),

  applyPayeeDefault: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /payees/{id}/default',
      summary: 'Give what waits of a payee its default category, as one change that can be undone.',
    })
    .input(ApplyPayeeDefault)
    .output(DefaultApplied)
    .mutation(({ ctx, input }) => applyPayeeDefault(ctx, input)),

  mergePayees: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /payees/{payeeId}/merge',
      summary: 'Merge a payee into another; its transactions and spellings follow.',
    })
    .input(MergePayees)
    .output(PayeesChanged)
    .mutation(({ ctx, input }) => mergePayees(ctx, input)),

  moveAlias: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /payee-aliases/move',
      summary: 'Give an imported name, with its transactions, to another payee or to a new one.',
    })
    .input(MoveAlias)
    .output(PayeesChanged)
    .mutation(({ ctx, input }) => moveAlias(ctx, input)),

  listPayeeRules: workspaceProcedure
    .can('payees:read', { rest: 'GET /payee-rules', summary: 'How imported names are called.' })
    .output(z.array(PayeeRule))
    .query(({ ctx }) => ctx.db.read(listPayeeRules)),

  previewPayeeRule: workspaceProcedure
    .can('payees:read', {
      rest: 'POST /payee-rules/preview',
      summary: 'What a rule would change of the names that are here.',
    })
    .input(NewPayeeRule)
    .output(PayeeRulePreview)
    .query(({ ctx, input }) => previewPayeeRule(ctx.db, input)),

  addPayeeRule: workspaceProcedure
    .can('ledger:write', { rest: 'POST /payee-rules', summary: 'Say how imported names are called.' })
    .input(NewPayeeRule.extend({ applyToAll: z.boolean().default(false) }))
    .output(PayeesChanged.extend({ rule: PayeeRule }))
    .mutation(({ ctx, input }) => addPayeeRule(ctx, input)),

  removePayeeRule: workspaceProcedure
    .can('ledger:write', { rest: 'DELETE /payee-rules/{id}', summary: 'Remove a rule for imported names.' })
    .input(ById)
    .output(z.object({ changeSetId: z.string().nullable() }))
    .mutation(({ ctx, input }) => removePayeeRule(ctx, input.id)),
});
