import type { Action } from '@steward/core/access';
import { AddedAttachments, savedAs } from '@steward/core/attachments';
import { Import } from '@steward/core/imports';
import { ExportTransactions } from '@steward/core/ledger';
import type { WorkspaceDb } from '@steward/db/client';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { z } from 'zod';
import { addAttachments, readAttachmentFile } from '../attachments/index.ts';
import { exportAudit } from '../audit/index.ts';
import { createImport, importDepsOf, reportErrors } from '../imports/index.ts';
import { exportTransactions } from '../ledger/index.ts';
import { tailAudit } from '../runtime/index.ts';
import { requireAccess, type Context } from '../trpc/index.ts';
import type { RestAnswer, RestRequest } from './answer.ts';
import { readQueryAs } from './read-input.ts';
import { partsOf, type RestRoute } from './route.ts';

/** A way in or out for a file or a stream, which is no procedure. */
export interface FileRoute extends Omit<RestRoute, 'procedure' | 'type' | 'input' | 'output' | 'access'> {
  action: Action;
  /** Parameters of the query. */
  query: Record<string, z.ZodType>;
  /** Media types that it takes; null for none. */
  takes: readonly string[] | null;
  gives: { status: number; mediaType: string; schema: z.ZodType };
  respond: (
    request: RestRequest & { params: Record<string, string> },
    context: Context,
  ) => Promise<RestAnswer>;
}

interface Caller {
  actor: NonNullable<Context['actor']>;
  db: WorkspaceDb;
  context: Context;
}

type Definition = Pick<FileRoute, 'action' | 'summary' | 'tag' | 'query' | 'takes' | 'gives'> & {
  rest: string;
  description?: string;
  answer: (request: RestRequest & { params: Record<string, string> }, caller: Caller) => Promise<RestAnswer>;
};

function fileRoute({ rest, answer, description, ...route }: Definition): FileRoute {
  return {
    ...route,
    ...partsOf(rest),
    description,
    respond: async (request, context) => {
      const { actor, workspace } = requireAccess(context, route.action);
      return answer(request, { actor, context, db: await context.services.workspaces.open(workspace.id) });
    },
  };
}

const attachment = (mediaType: string, fileName: string) => ({
  'content-type': mediaType,
  'content-disposition': `attachment; filename="${fileName}"`,
  'cache-control': 'no-store',
});

const EXPORT_MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  qif: 'application/qif; charset=utf-8',
};

export const fileRoutes: readonly FileRoute[] = [
  fileRoute({
    ...{ rest: 'POST /imports', tag: 'imports', action: 'imports:write' },
    summary: 'Bring a file of an account in; it is read and previewed, and committed when asked to.',
    description:
      'The account is named in the query, or in the field `accountId` of a form. Of a QIF file, `dateOrder` says which of day and month comes first, where the file leaves it open.',
    query: { accountId: z.string().optional(), dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional() },
    takes: ['text/csv', 'application/octet-stream', 'multipart/form-data'],
    gives: { status: 201, mediaType: 'application/json', schema: Import },
    answer: async ({ headers, url, streamBody }, { actor, db, context: { services, now } }) => {
      const created = await createImport(importDepsOf({ db, actor, services, now }), {
        ...{ headers, body: streamBody() as WebStream | null },
        accountId: url.searchParams.get('accountId'),
        dateOrder: url.searchParams.get('dateOrder'),
      });
      const location = `/api/v1/imports/${created.id}`;
      const body = JSON.stringify(created);
      return { status: 201, headers: { 'content-type': 'application/json', location }, body };
    },
  }),
  fileRoute({
    ...{ rest: 'GET /imports/{id}/report', tag: 'imports', action: 'imports:read', query: {}, takes: null },
    summary: 'The rows of an import that could not be read, with the reason of each, as CSV.',
    gives: { status: 200, mediaType: 'text/csv', schema: z.string() },
    answer: async ({ params: { id = '' } }, { db }) => {
      const pieces = reportErrors(db, id);
      // Taken before the answer begins, so that an import that is not there is an error and no empty file.
      const first = await pieces.next();
      const body = toStream(pieces, first.done ? '' : first.value);
      return { status: 200, headers: attachment('text/csv; charset=utf-8', `${id}-errors.csv`), body };
    },
  }),
  fileRoute({
    ...{ rest: 'GET /audit/export', tag: 'audit', action: 'audit:export', query: {}, takes: null },
    summary: 'The whole chain as JSON lines, which `steward audit verify FILE` verifies without a server.',
    gives: { status: 200, mediaType: 'application/jsonl', schema: z.string() },
    answer: (_request, { db, context }) => {
      const at = context.now();
      const fileName = `audit-${at.toISOString().slice(0, 10)}.jsonl`;
      const headers = attachment('application/jsonl; charset=utf-8', fileName);
      return Promise.resolve({ status: 200, headers, body: toStream(exportAudit(db, at), '') });
    },
  }),
  fileRoute({
    ...{ rest: 'GET /transactions/export', tag: 'ledger', action: 'ledger:read', takes: null },
    summary: 'The transactions of a filter as a file: `format` is csv, qif or json.',
    query: ExportTransactions.shape,
    gives: { status: 200, mediaType: 'text/csv', schema: z.string() },
    answer: async ({ url }, { db, context }) => {
      const input = readQueryAs(ExportTransactions, url.searchParams);
      const fileName = `transactions-${context.now().toISOString().slice(0, 10)}.${input.format}`;
      const pieces = exportTransactions(db, input);
      const first = await pieces.next();
      const body = toStream(pieces, first.done ? '' : first.value);
      return { status: 200, headers: attachment(EXPORT_MEDIA_TYPES[input.format], fileName), body };
    },
  }),
  fileRoute({
    ...{
      rest: 'POST /transactions/{transactionId}/attachments',
      tag: 'attachments',
      action: 'ledger:write',
      query: {},
    },
    summary: 'Put files on a transaction: PDF, PNG, JPEG, WebP, HEIC or plain text, told by their content.',
    description:
      'A form of up to 20 files, or one bare file with its name in `x-file-name`. Of 20 MB at most each; the same file is kept once.',
    takes: ['multipart/form-data', 'application/octet-stream'],
    gives: { status: 201, mediaType: 'application/json', schema: AddedAttachments },
    answer: async ({ headers, streamBody, params: { transactionId = '' } }, { actor, db, context }) => {
      const { dataFolder } = context.services.config;
      const sent = { headers, body: streamBody() as WebStream | null };
      const added = await addAttachments({ db, dataFolder, actor, now: context.now }, transactionId, sent);
      return {
        status: 201,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(added),
      };
    },
  }),
  fileRoute({
    ...{ rest: 'GET /transactions/{transactionId}/attachments/{id}', tag: 'attachments' },
    ...{ action: 'ledger:read', query: {}, takes: null },
    summary: 'The file of an attachment, byte for byte as it was added.',
    gives: { status: 200, mediaType: 'application/octet-stream', schema: z.string() },
    answer: async ({ headers, params: { transactionId = '', id = '' } }, { db, context }) => {
      const { dataFolder } = context.services.config;
      const { attachment, content } = await readAttachmentFile({ db, dataFolder }, { transactionId, id });
      const etag = `"${attachment.sha256}"`;
      const caching = { etag, 'cache-control': 'private, no-cache' };
      if (headers.get('if-none-match') === etag) return { status: 304, headers: caching, body: null };
      const type = attachment.type === 'text/plain' ? 'text/plain; charset=utf-8' : attachment.type;
      const shown = { 'content-type': type, 'content-disposition': savedAs(attachment.name) };
      const safe = {
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
      };
      return { status: 200, headers: { ...caching, ...shown, ...safe }, body: content };
    },
  }),
  fileRoute({
    ...{ rest: 'GET /model', tag: 'learning', action: 'model:export', query: {}, takes: null },
    summary: 'The decision function as a file, to decide without a server: @steward/client/offline reads it.',
    gives: { status: 200, mediaType: 'application/octet-stream', schema: z.string() },
    answer: async (_request, { db, context }) => {
      const body = await context.services.engine.exportModel({ workspaceId: db.workspaceId });
      return { status: 200, headers: attachment('application/octet-stream', 'steward.model'), body };
    },
  }),
  fileRoute({
    ...{ rest: 'GET /live', tag: 'audit', action: 'audit:read', query: {}, takes: null },
    summary: 'The newest sequence of the audit chain whenever it has grown, as server-sent events.',
    description:
      'Each event is named `audit` and its id is the sequence: with `Last-Event-ID` it goes on after that one. The stream ends every few minutes; connect again.',
    gives: { status: 200, mediaType: 'text/event-stream', schema: z.string() },
    answer: ({ headers }, { db, context }) => {
      const lastEventId = Number.parseInt(headers.get('last-event-id') ?? '', 10);
      const stopped = new AbortController();
      const heads = tailAudit({
        ...{ workspaces: context.services.workspaces, workspaceId: db.workspaceId },
        afterSeq: Number.isSafeInteger(lastEventId) ? lastEventId : null,
        signal: context.signal ? AbortSignal.any([context.signal, stopped.signal]) : stopped.signal,
      });
      const caching = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
      const body = toStream(toEvents(heads), '', stopped);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'text/event-stream', ...caching },
        body,
      });
    },
  }),
];

async function* toEvents(heads: AsyncGenerator<number | null>): AsyncGenerator<string> {
  for await (const seq of heads) {
    const data = JSON.stringify({ seq });
    yield seq === null ? ': still here\n\n' : `event: audit\nid: ${seq}\ndata: ${data}\n\n`;
  }
}

/** One piece a pull, so that a slow reader holds up nothing but itself. */
function toStream(
  pieces: AsyncGenerator<string>,
  first: string,
  stopped?: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      if (first !== '') controller.enqueue(encoder.encode(first));
    },
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      // What waits inside of a generator is woken up, or its end would have to wait with it.
      stopped?.abort();
      await pieces.return(undefined);
    },
  });
}
