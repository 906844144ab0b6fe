export type { Context } from './context.ts';
export { httpStatusOf, parseInput, toPublicError } from './error-mapping.ts';
export {
  createCallerFactory,
  mergeRouters,
  publicProcedure,
  router,
  signedInProcedure,
  workspaceProcedure,
  type AccessRule,
  type Meta,
} from './procedures.ts';
