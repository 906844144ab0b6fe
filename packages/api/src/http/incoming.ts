import { DomainError } from '@steward/core/errors';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A request as the API needs it. */
export interface Incoming {
  method: string;
  url: URL;
  headers: Headers;
  /** Whether the browser sees https. */
  isSecure: boolean;
  /** All of the body. */
  readBody: () => Promise<Buffer>;
  /** The body as it comes in. */
  streamBody: () => ReadableStream | null;
}

/** Of a JSON request; files have a limit of their own. */
const BODY_LIMIT_BYTES = 10_000_000;
const BODY_PATIENCE_MS = 30_000;

export function readIncoming(request: IncomingMessage): Incoming {
  const isSecure = request.headers['x-forwarded-proto'] === 'https';
  const host = request.headers.host ?? 'localhost';
  const path = request.url ?? '/';
  return {
    method: request.method ?? 'GET',
    url: toUrl(path, `${isSecure ? 'https' : 'http'}://${host}`),
    headers: toHeaders(request),
    isSecure,
    readBody: () => readBody(request),
    streamBody: () => (hasBody(request) ? (Readable.toWeb(request) as ReadableStream) : null),
  };
}

function toUrl(path: string, origin: string): URL {
  // After the origin, even a path that begins with // is not taken for a host.
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return URL.parse(origin + rooted) ?? new URL(`http://localhost${rooted}`);
}

function toHeaders({ headers, socket }: IncomingMessage): Headers {
  const known = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') known.set(name, value);
    else for (const one of value ?? []) known.append(name, one);
  }
  // The server settles the client's address; in development nobody does.
  if (!known.has('x-client-ip')) known.set('x-client-ip', socket.remoteAddress ?? 'unknown');
  return known;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** What still comes is taken in and dropped, so that the sender reads the answer and can send again. */
export function dropRest(request: IncomingMessage): void {
  request.removeAllListeners('data');
  request.resume();
}

/** @throws DomainError `body_too_large`, or `broken_body` for one that breaks off or does not come. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parts: Buffer[] = [];
  let bytes = 0;
  const refuse = (code: 'too_large' | 'invalid', reason: string, message: string) => {
    dropRest(request);
    reject(new DomainError({ code, reason, message }));
  };
  const timer = setTimeout(() => {
    refuse(
      'invalid',
      'broken_body',
      `The body did not come within ${BODY_PATIENCE_MS / 1_000} s; send it again.`,
    );
  }, BODY_PATIENCE_MS);
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    parts.push(part);
    if (bytes <= BODY_LIMIT_BYTES) return;
    parts.length = 0;
    const message = `The body is larger than ${BODY_LIMIT_BYTES / 1e6} MB; send it in several requests.`;
    refuse('too_large', 'body_too_large', message);
  });
  request.on('end', () => {
    resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
  });
  const broken = () => {
    refuse('invalid', 'broken_body', 'The body broke off; send it again.');
  };
  request.on('error', broken);
  request.on('aborted', broken);
  return promise.finally(() => {
    clearTimeout(timer);
  });
}
