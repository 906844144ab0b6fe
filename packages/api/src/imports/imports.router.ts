import {
  Import,
  ImportGuess,
  ImportOptions,
  ImportPage,
  ImportProfile,
  ImportRowPage,
  RowOutcome,
} from '@steward/core/imports';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import {
  cancelImport,
  commitImportNow,
  getImport,
  guessImport,
  listImportsPage,
  listRowsPage,
  setOptions,
  setProfile,
} from './imports.service.ts';
import { keepRow } from './keep-row.ts';
import { importDepsOf } from './import-deps.ts';

const ById = z.object({ id: z.string().min(1).max(100) });
const limit = z.number().int().min(1).max(200).default(50);
const cursor = z.string().max(100).optional();

/** Files come in and reports go out beside the procedures, by the file routes of REST. */
export const importsRouter = router({
  getImport: workspaceProcedure
    .can('imports:read', { rest: 'GET /imports/{id}', summary: 'An import, with its counts and progress.' })
    .input(ById)
    .output(Import)
    .query(({ ctx, input }) => getImport(ctx.db, input.id)),

  listImports: workspaceProcedure
    .can('imports:read', { rest: 'GET /imports', summary: 'Imports, newest first.' })
    .input(z.object({ ids: z.array(z.string()).max(200).optional(), cursor, limit }))
    .output(ImportPage)
    .query(({ ctx, input }) => listImportsPage(ctx.db, input)),

  guess: workspaceProcedure
    .can('imports:read', {
      rest: 'GET /imports/{id}/guess',
      summary: 'What the columns of a file seem to be.',
    })
    .input(ById)
    .output(ImportGuess)
    .query(({ ctx, input }) => guessImport(importDepsOf(ctx), input.id)),

  setProfile: workspaceProcedure
    .can('imports:write', {
      rest: 'PUT /imports/{id}/profile',
      summary: 'Say what the columns are; the preview is made anew.',
    })
    .input(ById.extend({ profile: ImportProfile }))
    .output(Import)
    .mutation(({ ctx, input }) => setProfile(importDepsOf(ctx), input.id, input.profile)),

  setOptions: workspaceProcedure
    .can('imports:write', {
      rest: 'PUT /imports/{id}/options',
      summary:
        'Say what a file leaves open: the order of day and month of QIF, the account of each number; the preview is made anew.',
    })
    .input(ById.extend(ImportOptions.shape))
    .output(Import)
    .mutation(({ ctx, input: { id, ...options } }) => setOptions(importDepsOf(ctx), id, options)),

  keepRow: workspaceProcedure
    .can('imports:write', {
      rest: 'POST /imports/{id}/rows/{rowNumber}/keep',
      summary: 'Bring in a row that was taken for a duplicate: it is a second payment just like the first.',
    })
    .input(ById.extend({ rowNumber: z.number().int().min(1) }))
    .output(Import)
    .mutation(({ ctx, input }) => keepRow(ctx, input)),

  listRows: workspaceProcedure
    .can('imports:read', {
      rest: 'GET /imports/{id}/rows',
      summary: 'The rows of an import with the outcome of each.',
    })
    .input(ById.extend({ outcome: RowOutcome.optional(), cursor, limit }))
    .output(ImportRowPage)
    .query(({ ctx, input }) => listRowsPage(ctx.db, input)),

  commit: workspaceProcedure
    .can('imports:write', {
      rest: 'POST /imports/{id}/commit',
      summary: 'Commit a previewed import to the ledger.',
    })
    .input(ById)
    .output(Import)
    .mutation(({ ctx, input }) => commitImportNow(importDepsOf(ctx), input.id)),

  cancel: workspaceProcedure
    .can('imports:write', {
      rest: 'POST /imports/{id}/cancel',
      summary: 'Cancel an import that is not committed.',
    })
    .input(ById)
    .output(Import)
    .mutation(({ ctx, input }) => cancelImport(importDepsOf(ctx), input.id)),
});
