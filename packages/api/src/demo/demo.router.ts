import { CreateDemo, DemoProgress } from '@steward/core/demo';
import { z } from 'zod';
import { router, signedInProcedure, workspaceProcedure } from '../trpc/index.ts';

export const demoRouter = router({
  create: signedInProcedure
    .input(CreateDemo)
    .output(DemoProgress)
    .mutation(({ ctx, input }) => ctx.services.demos.create(ctx.actor, input)),

  progress: signedInProcedure
    .output(DemoProgress.nullable())
    .query(({ ctx }) => ctx.services.demos.progressOf(ctx.actor)),

  /** Of the workspace that is open. */
  isDemo: workspaceProcedure
    .can('workspace:read', { rest: 'GET /demo', summary: 'Whether the workspace is a demo.' })
    .output(z.boolean())
    .query(({ ctx }) => ctx.services.demos.isDemo(ctx.workspace.id)),

  /** The workspace that is open, if it is a demo. */
  remove: workspaceProcedure
    .can('workspace:remove', { rest: 'DELETE /demo', summary: 'Remove the workspace, if it is a demo.' })
    .output(z.void())
    .mutation(({ ctx }) => ctx.services.demos.remove(ctx.workspace.id)),
});
