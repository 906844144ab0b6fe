import {
  Account,
  Category,
  ChangeSetPage,
  CreateAccount,
  CreateCategory,
  ListTransactionsInput,
  TransactionDetail,
  TransactionPage,
} from '@steward/core/ledger';
import { AnswerResult } from '@steward/core/review';
import { listAccounts, listCategories } from '@steward/db/ledger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answer, undoAnswer } from '../review/index.ts';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { mergeCategory, removeCategory } from './categories.service.ts';
import {
  createAccount,
  createCategory,
  getTransaction,
  listChangeSetsPage,
  listTransactionsPage,
} from './ledger.service.ts';

const id = z.string().min(1).max(100);
const ById = z.object({ id });
const Changed = z.object({ changeSetId: z.string() });

export const ledgerRouter = router({
  listAccounts: workspaceProcedure
    .can('ledger:read')
    .output(z.array(Account))
    .query(({ ctx }) => ctx.db.read(listAccounts)),

  createAccount: workspaceProcedure
    .can('ledger:write')
    .input(CreateAccount)
    .output(Account)
    .mutation(({ ctx, input }) => createAccount(ctx, input)),

  listCategories: workspaceProcedure
    .can('ledger:read')
    .output(z.array(Category))
    .query(({ ctx }) => ctx.db.read(listCategories)),

  createCategory: workspaceProcedure
    .can('ledger:write')
    .input(CreateCategory)
    .output(Category)
    .mutation(({ ctx, input }) => createCategory(ctx, input)),

  mergeCategory: workspaceProcedure
    .can('ledger:write')
    .input(z.object({ from: id, into: id }))
    .output(Changed.extend({ moved: z.number().int() }))
    .mutation(({ ctx, input }) => mergeCategory(ctx, input)),

  removeCategory: workspaceProcedure
    .can('ledger:write')
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => removeCategory({ ...ctx, engine: ctx.services.engine }, input.id)),

  listTransactions: workspaceProcedure
    .can('ledger:read')
    .input(ListTransactionsInput)
    .output(TransactionPage)
    .query(({ ctx, input }) => listTransactionsPage(ctx.db, input)),

  getTransaction: workspaceProcedure
    .can('ledger:read')
    .input(ById)
    .output(TransactionDetail)
    .query(({ ctx, input }) => getTransaction(ctx.db, input.id)),

  /** By the same way as an answer in review: ledger, feedback, learning and audit at once. */
  setCategory: workspaceProcedure
    .can('review:answer')
    .input(
      z.object({ transactionId: id, categoryId: id, idempotencyKey: z.string().min(1).max(200).optional() }),
    )
    .output(AnswerResult)
    .mutation(({ ctx, input }) => {
      const { transactionId, categoryId, idempotencyKey = randomUUID() } = input;
      const deps = { ...ctx, engine: ctx.services.engine };
      return answer(deps, { transactionIds: [transactionId], categoryId, idempotencyKey });
    }),

  listChangeSets: workspaceProcedure
    .can('ledger:read')
    .input(z.object({ cursor: id.optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .output(ChangeSetPage)
    .query(({ ctx, input }) => listChangeSetsPage(ctx.db, input)),

  undoChangeSet: workspaceProcedure
    .can('ledger:undo')
    .input(ById)
    .output(z.object({ undone: z.number().int(), changedOthers: z.number().int() }))
    .mutation(({ ctx, input }) => undoAnswer({ ...ctx, engine: ctx.services.engine }, input.id)),
});
