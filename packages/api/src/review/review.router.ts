import { AnswerInput, AnswerResult, ReviewDetail, ReviewFilter, ReviewQueue } from '@steward/core/review';
import { countAnswers } from '@steward/db/feedback';
import { z } from 'zod';
import { router, workspaceProcedure, type Context } from '../trpc/index.ts';
import { answer } from './answer.ts';
import { listQueue, readItem, setAsked, skip } from './review.service.ts';
import { undoAnswer } from './undo.ts';

const Done = z.object({ done: z.literal(true) });
const Changed = z.object({ changed: z.number().int() });
const Undone = z.object({ undone: z.number().int(), changedOthers: z.number().int() });

export const reviewRouter = router({
  queue: workspaceProcedure
    .can('review:read', {
      rest: 'GET /review',
      summary: 'What waits for a person, the most valuable answer first.',
    })
    .input(
      z.object({
        filter: ReviewFilter.default('all'),
        cursor: z.string().max(200).nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(ReviewQueue)
    .query(({ ctx, input }) => listQueue(ctx.db, { ...input, now: ctx.now() })),

  countAnswers: workspaceProcedure
    .can('review:read', {
      rest: 'GET /review/answers/count',
      summary: 'How many answers of people stand, counted up to a hundred.',
    })
    .input(z.object({ most: z.number().int().min(1).max(100).default(10) }))
    .output(z.object({ count: z.number().int() }))
    .query(async ({ ctx, input }) => ({ count: await ctx.db.read((orm) => countAnswers(orm, input.most)) })),

  getItem: workspaceProcedure
    .can('review:read', {
      rest: 'GET /review/{transactionId}',
      summary: 'A waiting transaction with its suggestion and explanation.',
    })
    .input(z.object({ transactionId: z.string() }))
    .output(ReviewDetail)
    .query(({ ctx, input }) => readItem(ctx.db, input.transactionId)),

  /** One transaction, or all alike that the person was shown. */
  answer: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /review/answers',
      summary: 'Say what category transactions have; it is learned at once and can be undone.',
    })
    .input(AnswerInput)
    .output(AnswerResult)
    .mutation(({ ctx, input }) => answer(depsOf(ctx), input)),

  undo: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /review/answers/{changeSetId}/undo',
      summary: 'Undo an answer, and what was learned from it.',
    })
    .input(z.object({ changeSetId: z.string() }))
    .output(Undone)
    .mutation(({ ctx, input }) => undoAnswer(depsOf(ctx), input.changeSetId)),

  skip: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /review/{transactionId}/skip',
      summary: 'Put a waiting transaction at the end of the queue.',
    })
    .input(z.object({ transactionId: z.string() }))
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await skip(ctx.db, input.transactionId, { actor: ctx.actor, now: ctx.now() });
      return { done: true as const };
    }),

  neverAsk: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /payees/{payeeId}/never-ask',
      summary: 'Ask nobody about this payee any more.',
    })
    .input(z.object({ payeeId: z.string() }))
    .output(Changed)
    .mutation(({ ctx, input }) =>
      setAsked(ctx.db, { ...input, isAsked: false }, { actor: ctx.actor, now: ctx.now() }),
    ),

  askAgain: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /payees/{payeeId}/ask-again',
      summary: 'Ask about this payee again.',
    })
    .input(z.object({ payeeId: z.string() }))
    .output(Changed)
    .mutation(async ({ ctx, input }) => {
      const asked = { ...input, isAsked: true };
      const changed = await setAsked(ctx.db, asked, { actor: ctx.actor, now: ctx.now() });
      // What came in meanwhile has no suggestion yet.
      const { engine } = ctx.services;
      await engine.redecide({ workspaceId: ctx.db.workspaceId, payeeIds: [input.payeeId] });
      return changed;
    }),
});

function depsOf(ctx: Pick<Context, 'services' | 'now'> & Pick<Parameters<typeof answer>[0], 'db' | 'actor'>) {
  return { db: ctx.db, engine: ctx.services.engine, actor: ctx.actor, now: ctx.now };
}
