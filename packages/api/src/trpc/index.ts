export type { Context } from './context.ts';
export { httpStatusOf, parseInput, toPublicError, toTrpcError } from './error-mapping.ts';
export type { AccessRule, Meta } from './procedures.ts';
export {
  createCallerFactory,
  mergeRouters,
  publicProcedure,
  requireAccess,
  router,
  signedInProcedure,
  workspaceProcedure,
} from './procedures.ts';
