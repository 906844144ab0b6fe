import { PredictingSystem, SystemHealth, SystemStatus } from '@steward/core/health';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { getSystemHealth, getSystemStatus } from './health.service.ts';

export const healthRouter = router({
  getSystemHealth: workspaceProcedure
    .can('health:read')
    .output(SystemHealth)
    .query(({ ctx }) => getSystemHealth(ctx.db, ctx.now())),

  getSystemStatus: workspaceProcedure
    .can('health:read')
    .input(z.object({ system: PredictingSystem.optional() }).default({}))
    .output(z.array(SystemStatus))
    .query(async ({ ctx, input }) => {
      const systems = await getSystemStatus(ctx.db, ctx.now());
      return systems.filter(({ system }) => input.system === undefined || system === input.system);
    }),
});
