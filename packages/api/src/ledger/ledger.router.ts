import {
  Account,
  Category,
  CreateAccount,
  CreateCategory,
  ListTransactionsInput,
  TransactionDetail,
  StarterSet,
  TransactionPage,
  UpdateCategory,
  UpdateAccount,
} from '@steward/core/ledger';
import { ChangeSetPage, UndoInput, UndoResult } from '@steward/core/changes';
import { AnswerResult } from '@steward/core/review';
import { countByCategory, listAccounts, listCategories } from '@steward/db/ledger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { listChangeSetsPage, undoChangeSet } from '../changes/index.ts';
import { answer } from '../review/index.ts';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { addStarterSet, updateCategory } from './category-changes.service.ts';
import { updateAccount } from './accounts.service.ts';
import { mergeCategory, removeCategory } from './categories.service.ts';
import { createAccount, createCategory, getTransaction, listTransactionsPage } from './ledger.service.ts';

const id = z.string().min(1).max(100);
const ById = z.object({ id });
const MayHaveChanged = z.object({ changeSetId: z.string().nullable() });
const Changed = z.object({ changeSetId: z.string() });

export const ledgerRouter = router({
  listAccounts: workspaceProcedure
    .can('ledger:read', { rest: 'GET /accounts', summary: 'The accounts.' })
    .output(z.array(Account))
    .query(({ ctx }) => ctx.db.read(listAccounts)),

  createAccount: workspaceProcedure
    .can('ledger:write', { rest: 'POST /accounts', summary: 'Make an account.' })
    .input(CreateAccount)
    .output(Account)
    .mutation(({ ctx, input }) => createAccount(ctx, input)),

  updateAccount: workspaceProcedure
    .can('ledger:write', {
      rest: 'PATCH /accounts/{id}',
      summary: 'Change the name, type or number of an account; files find their account by its number.',
    })
    .input(ById.extend(UpdateAccount.shape))
    .output(Account)
    .mutation(({ ctx, input }) => updateAccount(ctx, input)),

  listCategories: workspaceProcedure
    .can('ledger:read', { rest: 'GET /categories', summary: 'The categories; `parentId` makes the tree.' })
    .output(z.array(Category))
    .query(({ ctx }) => ctx.db.read(listCategories)),

  createCategory: workspaceProcedure
    .can('ledger:write', { rest: 'POST /categories', summary: 'Make a category.' })
    .input(CreateCategory)
    .output(Category.extend(MayHaveChanged.shape))
    .mutation(({ ctx, input }) => createCategory(ctx, input)),

  countByCategory: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /categories/counts',
      summary: 'How many transactions each category has; one with splits counts once for each of its splits.',
    })
    .output(z.record(z.string(), z.number().int()))
    .query(({ ctx }) => ctx.db.read(countByCategory)),

  updateCategory: workspaceProcedure
    .can('ledger:write', {
      rest: 'PATCH /categories/{id}',
      summary: 'Rename, move, archive or bring back a category, or give it another picture.',
    })
    .input(UpdateCategory)
    .output(MayHaveChanged)
    .mutation(({ ctx, input }) => updateCategory(ctx, input)),

  addStarterSet: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /categories/starter-set',
      summary: 'Make the categories of a set that are not there yet.',
    })
    .input(z.object({ set: StarterSet }))
    .output(MayHaveChanged.extend({ made: z.number().int() }))
    .mutation(({ ctx, input }) => addStarterSet(ctx, input.set)),

  mergeCategory: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /categories/{from}/merge',
      summary: 'Merge a category into another; its transactions and what was learned follow.',
    })
    .input(z.object({ from: id, into: id }))
    .output(Changed.extend({ moved: z.number().int() }))
    .mutation(({ ctx, input }) => mergeCategory(ctx, input)),

  removeCategory: workspaceProcedure
    .can('ledger:write', {
      rest: 'DELETE /categories/{id}',
      summary: 'Remove a category that has no subcategories.',
    })
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => removeCategory({ ...ctx, engine: ctx.services.engine }, input.id)),

  listTransactions: workspaceProcedure
    .can('ledger:read', { rest: 'GET /transactions', summary: 'Transactions, newest first, filtered.' })
    .input(ListTransactionsInput)
    .output(TransactionPage)
    .query(({ ctx, input }) => listTransactionsPage(ctx.db, input)),

  getTransaction: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /transactions/{id}',
      summary: 'A transaction with its splits and where each field comes from.',
    })
    .input(ById)
    .output(TransactionDetail)
    .query(({ ctx, input }) => getTransaction(ctx.db, input.id)),

  /** By the same way as an answer in review: ledger, feedback, learning and audit at once. */
  setCategory: workspaceProcedure
    .can('review:answer', {
      rest: 'PUT /transactions/{transactionId}/category',
      summary: 'Set the category of a transaction; it is feedback and is learned.',
    })
    .input(
      z.object({
        transactionId: id,
        categoryId: id,
        /** The transaction's version as the one who edits has seen it; what was changed since is refused. */
        version: z.number().int().optional(),
        idempotencyKey: z.string().min(1).max(200).optional(),
      }),
    )
    .output(AnswerResult)
    .mutation(({ ctx, input }) => {
      const { transactionId, categoryId, version, idempotencyKey = randomUUID() } = input;
      const deps = { ...ctx, engine: ctx.services.engine };
      const expectedVersions = version === undefined ? undefined : { [transactionId]: version };
      return answer(deps, { transactionIds: [transactionId], categoryId, idempotencyKey, expectedVersions });
    }),

  listChangeSets: workspaceProcedure
    .can('ledger:read', { rest: 'GET /change-sets', summary: 'Changes of the ledger, newest first.' })
    .input(z.object({ cursor: id.optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .output(ChangeSetPage)
    .query(({ ctx, input }) => listChangeSetsPage(ctx.db, input)),

  undoChangeSet: workspaceProcedure
    .can('ledger:undo', {
      rest: 'POST /change-sets/{id}/undo',
      summary: 'Undo any change of the ledger, not only the last.',
      description:
        'Where later edits stand in the way nothing is undone, and the answer lists them; with `rest` all but those is undone.',
    })
    .input(UndoInput)
    .output(UndoResult)
    .mutation(({ ctx, input }) => undoChangeSet({ ...ctx, engine: ctx.services.engine }, input)),

  redoChangeSet: workspaceProcedure
    .can('ledger:undo', { rest: 'POST /change-sets/{id}/redo', summary: 'Do again what was undone.' })
    .input(UndoInput)
    .output(UndoResult)
    .mutation(({ ctx, input }) =>
      undoChangeSet({ ...ctx, engine: ctx.services.engine }, { ...input, direction: 'redo' }),
    ),
});
