import { createCaller } from '@steward/api/router';
import type { Runtime } from '@steward/api/runtime';
import { DomainError } from '@steward/core/errors';

export type Api = ReturnType<typeof createCaller>;

/** What procedures know about a request. */
export function contextOf({ locals, request, url }: Asked, runtime: Runtime) {
  const { requestId, actor, workspace } = locals;
  const asked = { requestId, actor, workspace, origin: url.origin, signal: request.signal };
  return { ...asked, services: runtime, now: runtime.now };
}

interface Asked {
  locals: App.Locals;
  request: Request;
  url: URL;
}

/** A caller that throws the procedure's own DomainError instead of tRPC's wrapping of it. */
export function createApi(event: Asked, runtime: Runtime): Api {
  return createCaller(() => contextOf(event, runtime), {
    onError: ({ error }) => {
      if (error.cause instanceof DomainError) throw error.cause;
    },
  });
}
