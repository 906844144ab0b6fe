import { PredictingSystem, SystemHealth, SystemStatus } from '@steward/core/health';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { getSystemHealth, getSystemStatus } from './health.service.ts';

export const healthRouter = router({
  getSystemHealth: workspaceProcedure
    .can('health:read', {
      rest: 'GET /health',
      summary: 'How well the systems predict, as far as it was measured.',
    })
    .output(SystemHealth)
    .query(({ ctx }) => getSystemHealth(ctx.db, ctx.now())),

  getSystemStatus: workspaceProcedure
    .can('health:read', { rest: 'GET /health/systems', summary: 'The state of each system, or of one.' })
    .input(z.object({ system: PredictingSystem.optional() }).default({}))
    .output(z.array(SystemStatus))
    .query(async ({ ctx, input }) => {
      const systems = await getSystemStatus(ctx.db, ctx.now());
      return systems.filter(({ system }) => input.system === undefined || system === input.system);
    }),
});
