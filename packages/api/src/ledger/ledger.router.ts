import {
  Account,
  AddTransaction,
  ApplyBulkEdit,
  BulkEdit,
  BulkEditPreview,
  Category,
  CreateAccount,
  CreateCategory,
  EditResult,
  EditTransaction,
  ListTransactionsInput,
  SavedView,
  SaveView,
  TransactionDetail,
  StarterSet,
  TransactionFilter,
  TransactionPage,
  TransactionSummary,
  UpdateAccount,
  UpdateCategory,
} from '@steward/core/ledger';
import { AnswerResult } from '@steward/core/review';
import { countByCategory, listAccounts, listCategories, listTags, listViews } from '@steward/db/ledger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answer } from '../review/index.ts';
import { router, workspaceProcedure, type Context } from '../trpc/index.ts';
import { updateAccount } from './accounts.service.ts';
import { addTransaction } from './add.service.ts';
import { requestBulkEdit, requestPreview, type BulkEditDeps } from './bulk-edit.service.ts';
import { addStarterSet, updateCategory } from './category-changes.service.ts';
import { mergeCategory, removeCategory } from './categories.service.ts';
import { editTransaction, removeTransaction } from './edit.service.ts';
import { createAccount, createCategory, getTransaction } from './ledger.service.ts';
import { listTransactionsPage, summariseTransactions } from './listing.service.ts';
import { changeViewName, dropView, saveView } from './views.service.ts';

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
    .can('ledger:read', { rest: 'GET /transactions', summary: 'Transactions, filtered and sorted.' })
    .input(ListTransactionsInput)
    .output(TransactionPage)
    .query(({ ctx, input }) => listTransactionsPage(ctx.db, input)),

  summariseTransactions: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /transactions/summary',
      summary: 'What a filter of transactions adds up to, by currency and by month.',
    })
    .input(TransactionFilter)
    .output(TransactionSummary)
    .query(({ ctx, input }) => summariseTransactions(ctx.db, input)),

  listTags: workspaceProcedure
    .can('ledger:read', { rest: 'GET /tags', summary: 'The tags of transactions, by name; at most 500.' })
    .output(z.array(z.string()))
    .query(({ ctx }) => ctx.db.read(listTags)),

  listViews: workspaceProcedure
    .can('ledger:read', { rest: 'GET /views', summary: 'Filters of the ledger kept under a name.' })
    .output(z.array(SavedView))
    .query(({ ctx }) => ctx.db.read(listViews)),

  saveView: workspaceProcedure
    .can('views:write', { rest: 'POST /views', summary: 'Keep a filter of the ledger under a name.' })
    .input(SaveView)
    .output(SavedView)
    .mutation(({ ctx, input }) => saveView(ctx, input)),

  renameView: workspaceProcedure
    .can('views:write', { rest: 'PUT /views/{id}/name', summary: 'Give a view another name.' })
    .input(ById.extend({ name: SaveView.shape.name }))
    .output(SavedView)
    .mutation(({ ctx, input }) => changeViewName(ctx, input)),

  removeView: workspaceProcedure
    .can('views:write', { rest: 'DELETE /views/{id}', summary: 'Remove a view; its transactions stay.' })
    .input(ById)
    .output(SavedView)
    .mutation(({ ctx, input }) => dropView(ctx, input.id)),

  getTransaction: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /transactions/{id}',
      summary: 'A transaction with its splits and where each field comes from.',
    })
    .input(ById)
    .output(TransactionDetail)
    .query(({ ctx, input }) => getTransaction(ctx.db, input.id)),

  addTransaction: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /transactions',
      summary: 'Add a transaction that no file brought.',
      description: 'Without a category it is decided like a row of a file.',
    })
    .input(AddTransaction)
    .output(EditResult.extend({ id: z.string() }))
    .mutation(({ ctx, input }) => addTransaction({ ...ctx, engine: ctx.services.engine }, input)),

  editTransaction: workspaceProcedure
    .can('ledger:write', {
      rest: 'PATCH /transactions/{id}',
      summary: 'Change a transaction; `version` is the one that was seen.',
      description:
        'Payee, state, notes and splits of any; account, date and amount only of what was entered by hand.',
    })
    .input(EditTransaction)
    .output(EditResult)
    .mutation(({ ctx, input }) => editTransaction({ ...ctx, engine: ctx.services.engine }, input)),

  removeTransaction: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /transactions/{id}/remove',
      summary: 'Take a transaction out of the ledger; undo brings it back.',
    })
    .input(ById.extend({ version: z.number().int().min(1) }))
    .output(EditResult)
    .mutation(({ ctx, input }) => removeTransaction(ctx, input)),

  previewBulkEdit: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /transactions/bulk/preview',
      summary: 'What one change for all that a filter finds would do, and what it must leave.',
    })
    .input(BulkEdit)
    .output(BulkEditPreview)
    .mutation(({ ctx, input }) => requestPreview(bulkDepsOf(ctx), input)),

  bulkEdit: workspaceProcedure
    .can('ledger:write', {
      rest: 'POST /transactions/bulk',
      summary: 'One change for all that a filter finds, as one change set; `changing` is of its preview.',
    })
    .input(ApplyBulkEdit)
    .output(EditResult)
    .mutation(({ ctx, input }) => requestBulkEdit(bulkDepsOf(ctx), input)),

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
});

type Caller = Pick<Context, 'services' | 'now'> & Pick<BulkEditDeps, 'db' | 'actor'>;

function bulkDepsOf({ db, actor, now, services: { engine, bulkEdits } }: Caller): BulkEditDeps {
  return { db, actor, now, engine, editor: bulkEdits };
}
