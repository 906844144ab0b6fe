import {
  Import,
  ImportGuess,
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
  setProfile,
} from './imports.service.ts';
import { importDepsOf } from './import-deps.ts';

const ById = z.object({ id: z.string().min(1).max(100) });
const limit = z.number().int().min(1).max(200).default(50);
const cursor = z.string().max(100).optional();

/** Files come in by POST /api/imports, the report goes out by GET /api/imports/[id]/report. */
export const importsRouter = router({
  getImport: workspaceProcedure
    .can('imports:read')
    .input(ById)
    .output(Import)
    .query(({ ctx, input }) => getImport(ctx.db, input.id)),

  listImports: workspaceProcedure
    .can('imports:read')
    .input(z.object({ cursor, limit }))
    .output(ImportPage)
    .query(({ ctx, input }) => listImportsPage(ctx.db, input)),

  guess: workspaceProcedure
    .can('imports:read')
    .input(ById)
    .output(ImportGuess)
    .query(({ ctx, input }) => guessImport(importDepsOf(ctx), input.id)),

  setProfile: workspaceProcedure
    .can('imports:write')
    .input(ById.extend({ profile: ImportProfile }))
    .output(Import)
    .mutation(({ ctx, input }) => setProfile(importDepsOf(ctx), input.id, input.profile)),

  listRows: workspaceProcedure
    .can('imports:read')
    .input(ById.extend({ outcome: RowOutcome.optional(), cursor, limit }))
    .output(ImportRowPage)
    .query(({ ctx, input }) => listRowsPage(ctx.db, input)),

  commit: workspaceProcedure
    .can('imports:write')
    .input(ById)
    .output(Import)
    .mutation(({ ctx, input }) => commitImportNow(importDepsOf(ctx), input.id)),

  cancel: workspaceProcedure
    .can('imports:write')
    .input(ById)
    .output(Import)
    .mutation(({ ctx, input }) => cancelImport(importDepsOf(ctx), input.id)),
});
