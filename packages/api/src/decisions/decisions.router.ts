import { DecideInput, Decision, Replay } from '@steward/core/decisions';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { serialisable } from '../wire/index.ts';
import { readDecisionsByIds } from './decisions-read.ts';

export const decisionsRouter = router({
  decide: workspaceProcedure
    .can('decisions:make', {
      rest: 'POST /decisions',
      summary:
        'Decide transactions that Steward has never seen, one or a thousand, with explanation and outcome.',
    })
    .input(DecideInput)
    .output(serialisable(z.array(Decision)))
    .mutation(async ({ ctx, input }) => {
      const request = { workspaceId: ctx.workspace.id, actor: ctx.actor, input };
      const decisions = await ctx.services.engine.decide(request);
      return ctx.fillsIn ? decisions : decisions.read();
    }),

  getDecision: workspaceProcedure
    .can('decisions:read', { rest: 'GET /decisions/{id}', summary: 'A decision as it was made.' })
    .input(z.object({ id: z.string() }))
    .output(Decision)
    .query(async ({ ctx, input }) => {
      const [decision] = await readDecisionsByIds(ctx.db, [input.id]);
      return Decision.parse(decision);
    }),

  replay: workspaceProcedure
    .can('decisions:read', {
      rest: 'GET /replay',
      summary: 'Recompute the newest decisions and compare them bit for bit.',
    })
    .input(z.object({ last: z.number().int().min(1).max(10_000) }))
    .output(Replay)
    .query(({ ctx, input }) =>
      ctx.services.engine.replay({ workspaceId: ctx.workspace.id, last: input.last }),
    ),
});
