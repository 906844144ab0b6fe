import { DecideInput, Decision, Replay } from '@steward/core/decisions';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { readDecisionsByIds } from './decisions-read.ts';

export const decisionsRouter = router({
  decide: workspaceProcedure
    .can('decisions:make')
    .input(DecideInput)
    .output(z.array(Decision))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.decide({ workspaceId: ctx.workspace.id, actor: ctx.actor, input }),
    ),

  getDecision: workspaceProcedure
    .can('decisions:read')
    .input(z.object({ id: z.string() }))
    .output(Decision)
    .query(async ({ ctx, input }) => {
      const [decision] = await readDecisionsByIds(ctx.db, [input.id]);
      return Decision.parse(decision);
    }),

  replay: workspaceProcedure
    .can('decisions:read')
    .input(z.object({ last: z.number().int().min(1).max(10_000) }))
    .output(Replay)
    .query(({ ctx, input }) =>
      ctx.services.engine.replay({ workspaceId: ctx.workspace.id, last: input.last }),
    ),
});
