import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  setCookies: readonly string[];
  body: string | Uint8Array | ReadableStream<Uint8Array> | null;
}

/** Sends an answer; of one to HEAD the headers only. */
export async function send(response: ServerResponse, outgoing: Outgoing, method: string): Promise<void> {
  const { status, headers, setCookies, body } = outgoing;
  if (setCookies.length > 0) response.setHeader('set-cookie', setCookies);
  if (body instanceof ReadableStream) {
    // Kept where the server finds it: it ends open event streams when it stops.
    response.setHeaders(new Map(Object.entries(headers)));
    response.writeHead(status);
    if (method === 'HEAD') {
      await body.cancel();
      response.end();
      return;
    }
    // A reader who leaves early ends the stream; that is no failure.
    await pipeline(Readable.fromWeb(body as WebStream), response).catch(() => response.destroy());
    return;
  }
  const length = body === null ? null : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, { ...headers, ...(length !== null && { 'content-length': String(length) }) });
  response.end(method === 'HEAD' ? undefined : (body ?? undefined));
}
