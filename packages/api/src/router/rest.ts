import { createRest } from '../rest/index.ts';
import { callTRPCProcedure } from '@trpc/server';
import { appRouter } from './app-router.ts';

/** REST over every procedure that names a route. */
export const rest = createRest(appRouter, (ctx, { procedure, type }, input) =>
  callTRPCProcedure({
    ...{ router: appRouter, path: procedure, type, ctx, signal: ctx.signal, batchIndex: 0 },
    getRawInput: () => Promise.resolve(input),
  }),
);
