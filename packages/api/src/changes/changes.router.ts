import {
  ChangeSetDetail,
  ChangeSetPage,
  HistoryEntry,
  ListChangeSetsInput,
  UndoInput,
  UndoProgress,
  UndoResult,
} from '@steward/core/changes';
import type { Action } from '@steward/core/access';
import { z } from 'zod';
import { requireAccess, router, workspaceProcedure, type Context } from '../trpc/index.ts';
import { getChangeSet, listChangeSetsPage, readHistory } from './history.service.ts';
import { readUndoProgress, requestUndo } from './request-undo.ts';

const id = z.string().min(1).max(100);
const ById = z.object({ id });

/** What was changed of the ledger, and how it is taken back; beside the other procedures of the ledger. */
export const changesRouter = router({
  listChangeSets: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /change-sets',
      summary: 'Changes of the ledger, newest first, filtered.',
    })
    .input(ListChangeSetsInput)
    .output(ChangeSetPage)
    .query(({ ctx, input }) => listChangeSetsPage(ctx.db, input)),

  getChangeSet: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /change-sets/{id}',
      summary: 'A change of the ledger, field by field, with who made it and what became of it.',
    })
    .input(ById.extend({ cursor: id.optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .output(ChangeSetDetail)
    .query(({ ctx, input }) => getChangeSet(ctx.db, input)),

  getHistory: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /history/{id}',
      summary: 'What was changed of a transaction, a payee, a category or an account, newest first.',
    })
    .input(ById)
    .output(z.array(HistoryEntry))
    .query(({ ctx, input }) => readHistory(ctx.db, input.id)),

  undoChangeSet: workspaceProcedure
    .can('ledger:undo', {
      rest: 'POST /change-sets/{id}/undo',
      summary: 'Undo any change of the ledger, not only the last.',
      description:
        'Where later edits stand in the way nothing is undone, and the answer lists them; with `rest` all but those is undone.',
    })
    .input(UndoInput)
    .output(UndoResult)
    .mutation(({ ctx, input }) => requestUndo(undoDepsOf(ctx), input, 'undo')),

  redoChangeSet: workspaceProcedure
    .can('ledger:undo', { rest: 'POST /change-sets/{id}/redo', summary: 'Do again what was undone.' })
    .input(UndoInput)
    .output(UndoResult)
    .mutation(({ ctx, input }) => requestUndo(undoDepsOf(ctx), input, 'redo')),

  getUndo: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /change-sets/{id}/undo',
      summary: 'How far the undo of a large change is, and what came of it.',
    })
    .input(ById)
    .output(UndoProgress)
    .query(({ ctx, input }) => readUndoProgress({ db: ctx.db, undos: ctx.services.undos }, input.id)),
});

type Caller = Pick<Context, 'services' | 'now' | 'workspace'> &
  Pick<Parameters<typeof requestUndo>[0], 'db' | 'actor'>;

function undoDepsOf({ db, actor, workspace, now, services: { engine, undos } }: Caller) {
  const requireRight = (action: Action) => void requireAccess({ actor, workspace }, action);
  return { db, actor, now, engine, undos, requireRight };
}
