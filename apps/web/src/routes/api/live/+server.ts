import { getRuntime, tailAudit } from '@steward/api/runtime';
import { requireAccess } from '@steward/api/trpc';
import type { RequestHandler } from './$types';

/** The newest sequence of the workspace's audit chain whenever it grows, so that pages know when to refresh. */
export const GET: RequestHandler = async ({ locals, request }) => {
  const { workspace } = requireAccess(locals, 'audit:read');
  const { workspaces } = await getRuntime();
  const lastEventId = Number.parseInt(request.headers.get('last-event-id') ?? '', 10);
  const afterSeq = Number.isSafeInteger(lastEventId) ? lastEventId : null;
  const stopped = new AbortController();
  const signal = AbortSignal.any([request.signal, stopped.signal]);
  const heads = tailAudit({ workspaces, workspaceId: workspace.id, afterSeq, signal });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await heads.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(toEvent(value)));
    },
    cancel: () => stopped.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
};

function toEvent(seq: number | null): string {
  return seq === null ? ': still here\n\n' : `event: audit\nid: ${seq}\ndata: ${JSON.stringify({ seq })}\n\n`;
}
