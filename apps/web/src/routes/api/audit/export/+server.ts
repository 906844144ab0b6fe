import { exportAudit } from '@steward/api/audit';
import { requireAccess } from '@steward/api/trpc';
import { getRuntime } from '@steward/api/runtime';
import type { RequestHandler } from './$types';

/** The whole chain as JSON lines, to be verified with `steward audit verify FILE`, without a server. */
export const GET: RequestHandler = async ({ locals }) => {
  const { workspace } = requireAccess(locals, 'audit:export');
  const { workspaces, now } = await getRuntime();
  const db = await workspaces.open(workspace.id);
  const at = now();
  const day = at.toISOString().slice(0, 10);
  return new Response(toStream(exportAudit(db, at)), {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="audit-${day}.jsonl"`,
      'cache-control': 'no-store',
    },
  });
};

/** One page of lines a pull, so that a slow reader holds up nothing but itself. */
function toStream(pages: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const page = await pages.next();
      if (page.done) controller.close();
      else controller.enqueue(encoder.encode(page.value));
    },
    cancel: async () => {
      await pages.return(undefined);
    },
  });
}
