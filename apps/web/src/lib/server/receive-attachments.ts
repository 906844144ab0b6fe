import { addAttachments } from '@steward/api/attachments';
import { getRuntime } from '@steward/api/runtime';
import { requireAccess } from '@steward/api/trpc';
import type { AddedAttachments } from '@steward/core/attachments';
import type { ReadableStream } from 'node:stream/web';

interface Sent {
  locals: App.Locals;
  request: Request;
}

/** The files of a form; they are written while they come in, as over the API. */
export async function receiveAttachments(
  { locals, request }: Sent,
  transactionId: string,
): Promise<AddedAttachments> {
  const { actor, workspace } = requireAccess(locals, 'ledger:write');
  const { workspaces, config, now } = await getRuntime();
  const db = await workspaces.open(workspace.id);
  return addAttachments({ db, actor, now, dataFolder: config.dataFolder }, transactionId, {
    ...{ headers: request.headers, body: request.body as ReadableStream | null },
  });
}
