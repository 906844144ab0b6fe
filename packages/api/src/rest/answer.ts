import type { DomainError } from '@steward/core/errors';
import { createHash } from 'node:crypto';
import type { Context } from '../trpc/index.ts';
import { toPublicError } from '../trpc/index.ts';
import { Serialised } from '../wire/index.ts';
import type { FileRoute } from './file-routes.ts';
import { METHOD_NOT_ALLOWED, type Found } from './find-route.ts';
import { problemOf } from './problem.ts';
import type { InputReader } from './read-input.ts';
import type { RestRoute } from './route.ts';

/** A request under the prefix, with who asks settled. */
export interface RestRequest {
  method: string;
  /** After the prefix: /decisions. */
  path: string;
  url: URL;
  headers: Headers;
  /** The whole body, up to the limit of a JSON request. */
  readBody: () => Promise<Buffer>;
  /** The body as it comes in, for files. */
  streamBody: () => ReadableStream | null;
}

export interface RestAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | ReadableStream<Uint8Array> | null;
}

/** A route with what is worked out once for it. */
export interface ReadyRoute extends RestRoute {
  readInput: InputReader;
  call: (context: Context, input: unknown) => Promise<unknown>;
}

type Endpoint = ReadyRoute | FileRoute;

export type FindEndpoint = (method: string, path: string) => Found<Endpoint>;

/** Answers a request; every refusal is a problem, and nothing is thrown. */
export async function answerRest(
  find: FindEndpoint,
  request: RestRequest,
  context: Context,
): Promise<RestAnswer> {
  try {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const { route, params } = find(method, request.path);
    if ('respond' in route) return await route.respond({ ...request, params }, context);
    const value = await callRoute(route, { request, params, context });
    return method === 'GET'
      ? withPages(tagged(json(value), request.headers), request.url, value)
      : json(value);
  } catch (error) {
    return refuse(toPublicError(error, context.requestId), context.requestId);
  }
}

interface Call {
  request: RestRequest;
  params: Record<string, string>;
  context: Context;
}

async function callRoute(route: ReadyRoute, { request, params, context }: Call): Promise<unknown> {
  const { headers, url, readBody } = request;
  const input = await route.readInput({
    ...{ params, query: url.searchParams, readBody },
    idempotencyKey: headers.get('idempotency-key'),
    contentType: headers.get('content-type'),
  });
  return route.call(context, input);
}

function json(value: unknown): RestAnswer {
  if (value === undefined) return { status: 204, headers: {}, body: null };
  const body = value instanceof Serialised ? value.json : JSON.stringify(value);
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

/** A tag of the content, so that who has it already is told so and sent nothing. */
function tagged(answer: RestAnswer, headers: Headers): RestAnswer {
  if (typeof answer.body !== 'string') return answer;
  const etag = `"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 27)}"`;
  const known = headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  const caching = { etag, 'cache-control': 'private, no-cache' };
  if (known?.includes(etag)) return { status: 304, headers: caching, body: null };
  return { ...answer, headers: { ...answer.headers, ...caching } };
}

/** The address of the next page, for a list that goes on. */
function withPages(answer: RestAnswer, url: URL, value: unknown): RestAnswer {
  const cursor =
    typeof value === 'object' && value !== null && 'nextCursor' in value ? value.nextCursor : null;
  if (typeof cursor !== 'string' && typeof cursor !== 'number') return answer;
  const next = new URL(url);
  next.searchParams.set('cursor', String(cursor));
  return { ...answer, headers: { ...answer.headers, link: `<${next.pathname}${next.search}>; rel="next"` } };
}

export function refuse(error: DomainError, requestId: string): RestAnswer {
  const problem = problemOf(error, requestId);
  const { retryAfterSeconds, allowed } = error.details ?? {};
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(typeof retryAfterSeconds === 'number' && { 'retry-after': String(retryAfterSeconds) }),
      ...(error.reason === METHOD_NOT_ALLOWED && Array.isArray(allowed) && { allow: allowed.join(', ') }),
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer realm="steward"' }),
    },
    body: JSON.stringify(problem),
  };
}
