import { createImport, importDepsOf } from '@steward/api/imports';
import { getRuntime } from '@steward/api/runtime';
import { requireAccess } from '@steward/api/trpc';
import type { Import } from '@steward/core/imports';
import type { ReadableStream } from 'node:stream/web';

interface Sent {
  locals: App.Locals;
  request: Request;
}

/** The file of a form that came without JavaScript; it is written while it comes in, as over the API. */
export async function receiveFile({ locals, request }: Sent): Promise<Import> {
  const { actor, workspace } = requireAccess(locals, 'imports:write');
  const services = await getRuntime();
  const db = await services.workspaces.open(workspace.id);
  return createImport(importDepsOf({ db, actor, services, now: services.now }), {
    ...{ headers: request.headers, body: request.body as ReadableStream | null, accountId: null },
  });
}
