import { createCaller } from '@steward/api/router';
import type { Runtime } from '@steward/api/runtime';
import { DomainError } from '@steward/core/errors';

export type Api = ReturnType<typeof createCaller>;

/** What procedures know about a request. */
export function contextOf({ locals, request }: { locals: App.Locals; request: Request }, runtime: Runtime) {
  const { requestId, actor, workspace } = locals;
  return { requestId, actor, workspace, services: runtime, now: runtime.now, signal: request.signal };
}

/** A caller that throws the procedure's own DomainError instead of tRPC's wrapping of it. */
export function createApi(event: { locals: App.Locals; request: Request }, runtime: Runtime): Api {
  return createCaller(() => contextOf(event, runtime), {
    onError: ({ error }) => {
      if (error.cause instanceof DomainError) throw error.cause;
    },
  });
}
