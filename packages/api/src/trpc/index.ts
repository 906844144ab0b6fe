export type { Context } from './context.ts';
export { httpStatusOf, parseInput, toPublicError, toTrpcError } from './error-mapping.ts';
export {
  createCallerFactory,
  mergeRouters,
  publicProcedure,
  router,
  signedInProcedure,
  workspaceProcedure,
} from './procedures.ts';
