import { STEWARD_VERSION, VERSION_HEADER } from '@steward/core/config';
import { DomainError } from '@steward/core/errors';
import { createId, pooled } from '@steward/core/identity';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limit } from '../access/index.ts';
import { refuse, REST_PREFIX, type RestAnswer } from '../rest/index.ts';
import { rest, handleTrpc, TRPC_ENDPOINT } from '../router/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { toPublicError, type Context } from '../trpc/index.ts';
import { mayCross, readCrossOrigin, withCrossOrigin, type CrossOrigin } from './cors.ts';
import { dropRest, readIncoming, type Incoming } from './incoming.ts';
import { send } from './outgoing.ts';
import { isCrossSite, PLAIN_ANSWER_HEADERS, securityHeaders } from './request-guard.ts';

/** Whether a path is the API's, and not a page or a file of the web app. */
export function isApiPath(path: string): boolean {
  return [TRPC_ENDPOINT, REST_PREFIX].some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

const random = pooled(randomBytes);

/** Answers API requests straight from the HTTP server: a page's framework in between would cost as much again. */
export function createApiHandler(getRuntime: () => Promise<Runtime>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = readIncoming(request);
    const requestId = createId('req', { now: new Date(), random });
    const signal = signalOf(response);
    const { config } = await getRuntime();
    const crossOrigin = readCrossOrigin(incoming, config.allowedOrigins);
    const surroundings = { requestId, signal, getRuntime, crossOrigin };
    const { limit, setCookies, answer } = crossOrigin.isPreflight
      ? PREFLIGHT_ANSWERED
      : await answerSafely(incoming, surroundings);
    const headers = {
      ...{ ...securityHeaders(incoming.isSecure), ...PLAIN_ANSWER_HEADERS, 'x-request-id': requestId },
      ...(limit && limitHeaders(limit)),
      ...withCrossOrigin(answer.headers, crossOrigin),
    };
    if (!request.complete) dropRest(request);
    await send(response, { ...answer, headers, setCookies }, incoming.method);
  };
}

function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

interface Surroundings {
  requestId: string;
  signal: AbortSignal;
  getRuntime: () => Promise<Runtime>;
  crossOrigin: CrossOrigin;
}

interface Answered {
  answer: RestAnswer;
  limit: Limit | null;
  setCookies: readonly string[];
}

const PREFLIGHT_ANSWERED: Answered = {
  answer: { status: 204, headers: {}, body: null },
  ...{ limit: null, setCookies: [] },
};

async function answerSafely(incoming: Incoming, surroundings: Surroundings): Promise<Answered> {
  const { requestId, getRuntime } = surroundings;
  try {
    return await answerRequest(incoming, surroundings);
  } catch (error) {
    const shown = toPublicError(error, requestId);
    const { log } = await getRuntime();
    if (shown.code === 'internal')
      log.error({ requestId, path: incoming.url.pathname, err: error }, 'request failed');
    return { answer: refuse(shown, requestId), limit: null, setCookies: [] };
  }
}

async function answerRequest(incoming: Incoming, surroundings: Surroundings): Promise<Answered> {
  const { requestId, signal, crossOrigin } = surroundings;
  const { method, headers, url, isSecure } = incoming;
  if (isCrossSite({ method, headers, ownOrigin: url.origin }) && !mayCross(crossOrigin, headers)) {
    const message = 'Refused: the request came from another site.';
    throw new DomainError({ code: 'forbidden', reason: 'cross_site', message });
  }
  const runtime = await surroundings.getRuntime();
  const who = await identify(runtime, { headers, isSecure });
  if (who instanceof DomainError)
    runtime.log.info({ requestId, path: url.pathname, reason: who.reason }, 'key refused');
  const context =
    who instanceof DomainError
      ? who
      : {
          ...{ requestId, signal, origin: url.origin, services: runtime, now: runtime.now },
          ...{ actor: who.identity?.actor ?? null, workspace: who.identity?.workspace ?? null },
        };
  const { limit, setCookies } = who instanceof DomainError ? { limit: limitIn(who), setCookies: [] } : who;
  const answer = url.pathname.startsWith(REST_PREFIX)
    ? await answerOverRest(incoming, context, requestId)
    : await answerOverTrpc(incoming, context, signal);
  const isKnown = !(who instanceof DomainError) && who.identity !== null;
  const told: Record<string, string> = isKnown ? { [VERSION_HEADER]: STEWARD_VERSION } : {};
  return { answer: { ...answer, headers: { ...answer.headers, ...told } }, limit, setCookies };
}

type Who = Awaited<ReturnType<Runtime['access']['identify']>> | DomainError;

async function identify(
  { access }: Runtime,
  request: Parameters<Runtime['access']['identify']>[0],
): Promise<Who> {
  try {
    return await access.identify(request);
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'internal') return error;
    throw error;
  }
}

function answerOverRest(
  incoming: Incoming,
  context: Context | DomainError,
  requestId: string,
): Promise<RestAnswer> {
  const path = incoming.url.pathname.slice(REST_PREFIX.length) || '/';
  if (context instanceof DomainError) return Promise.resolve(refuse(context, requestId));
  return rest.answer({ ...incoming, path }, { ...context, fillsIn: true });
}

function answerOverTrpc(
  incoming: Incoming,
  context: Context | DomainError,
  signal: AbortSignal,
): Promise<RestAnswer> {
  const { method, url, headers, readBody } = incoming;
  const text = async () => (await readBody()).toString();
  return handleTrpc({ url: url.href, method, headers, signal, text }, context);
}

function limitIn({ details }: DomainError): Limit | null {
  return (details?.limit as Limit | undefined) ?? null;
}

/** Fields of draft-ietf-httpapi-ratelimit-headers. */
function limitHeaders({ quota, remaining, resetSeconds }: Limit): Record<string, string> {
  return {
    'ratelimit-policy': `"key";q=${quota};w=60`,
    ratelimit: `"key";r=${remaining};t=${resetSeconds}`,
  };
}
