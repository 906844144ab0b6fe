import { UndoResult } from '@steward/core/changes';
import { Match, MatchDecision, MatchFilter, MatchPage } from '@steward/core/matches';
import { readMatch, readMatchesOf } from '@steward/db/matches';
import { z } from 'zod';
import { router, workspaceProcedure, type Context } from '../trpc/index.ts';
import { confirmMatch, rejectMatch, undoMatch, type MatchDeps } from './decide-match.ts';
import { listMatchesPage } from './list-matches.ts';

const ById = z.object({ id: z.string().min(1).max(100) });

export const matchesRouter = router({
  listMatches: workspaceProcedure
    .can('review:read', {
      rest: 'GET /matches',
      summary: 'Transactions that may be one, or the two sides of a transfer; what waits first.',
    })
    .input(
      z.object({
        filter: MatchFilter.default('open'),
        cursor: z.string().max(200).nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(MatchPage)
    .query(({ ctx, input }) => listMatchesPage(ctx.db, input)),

  getMatch: workspaceProcedure
    .can('review:read', { rest: 'GET /matches/{id}', summary: 'A match with both its sides.' })
    .input(ById)
    .output(Match)
    .query(({ ctx, input }) => ctx.db.read((orm) => readMatch(orm, input.id))),

  listMatchesOf: workspaceProcedure
    .can('review:read', {
      rest: 'GET /transactions/{transactionId}/matches',
      summary: 'What a transaction may be the same as, or is one side of a transfer with.',
    })
    .input(z.object({ transactionId: z.string().min(1).max(100) }))
    .output(z.array(Match))
    .query(({ ctx, input }) => ctx.db.read((orm) => readMatchesOf(orm, input.transactionId))),

  confirmMatch: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /matches/{id}/confirm',
      summary: 'Say that the two are one, or a transfer. It can be undone at any time.',
    })
    .input(ById)
    .output(MatchDecision)
    .mutation(({ ctx, input }) => confirmMatch(depsOf(ctx), input.id)),

  rejectMatch: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /matches/{id}/reject',
      summary: 'Say that the two have nothing to do with each other; they are not proposed again.',
    })
    .input(ById)
    .output(MatchDecision)
    .mutation(({ ctx, input }) => rejectMatch(depsOf(ctx), input.id)),

  undoMatch: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /matches/{id}/undo',
      summary: 'Take back what was said of a match: it waits again.',
    })
    .input(ById)
    .output(UndoResult)
    .mutation(({ ctx, input }) => undoMatch(depsOf(ctx), input.id)),
});

function depsOf(ctx: Pick<Context, 'services' | 'now'> & Pick<MatchDeps, 'db' | 'actor'>): MatchDeps {
  return { db: ctx.db, engine: ctx.services.engine, actor: ctx.actor, now: ctx.now };
}
