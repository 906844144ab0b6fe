import { reportErrors } from '@steward/api/imports';
import { requireAccess } from '@steward/api/trpc';
import { getRuntime } from '@steward/api/runtime';
import type { RequestHandler } from './$types';

/** The rows of an import that could not be read, as CSV; formula-like cells are escaped. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { workspace } = requireAccess(locals, 'imports:read');
  const { workspaces } = await getRuntime();
  const pieces = reportErrors(await workspaces.open(workspace.id), params.id);
  // Taken before the answer begins, so that an import that is not there is an error and no empty file.
  const first = await pieces.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (!first.done) controller.enqueue(encoder.encode(first.value));
    },
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.id}-errors.csv"`,
      'cache-control': 'no-store',
    },
  });
};
