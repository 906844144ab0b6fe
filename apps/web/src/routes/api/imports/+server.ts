import { createImport, importDepsOf } from '@steward/api/imports';
import { requireAccess } from '@steward/api/trpc';
import { getRuntime } from '@steward/api/runtime';
import type { ReadableStream } from 'node:stream/web';
import type { RequestHandler } from './$types';

/**
 * Takes a file of an account in: a form with the field `file`, or the bare bytes with `x-file-name`.
 * A form of a page without JavaScript is sent on to the import; programs get the import as JSON.
 */
export const POST: RequestHandler = async ({ locals, request, url }) => {
  const { actor, workspace } = requireAccess(locals, 'imports:write');
  const services = await getRuntime();
  const db = await services.workspaces.open(workspace.id);
  const deps = importDepsOf({ db, actor, services, now: services.now });
  const created = await createImport(deps, {
    headers: request.headers,
    body: request.body as ReadableStream | null,
    accountId: url.searchParams.get('accountId'),
  });
  const location = `/imports/${created.id}`;
  if (request.headers.get('accept')?.includes('text/html')) {
    return new Response(null, { status: 303, headers: { location } });
  }
  return Response.json(created, { status: 201, headers: { location } });
};
