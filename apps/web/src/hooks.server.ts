import { building } from '$app/env';
import { readConfig } from '@steward/api/config';
import { isCrossSite, PLAIN_ANSWER_HEADERS, securityHeaders } from '@steward/api/http';
import { getRuntime } from '@steward/api/runtime';
import { DEFAULT_PREFERENCES } from '@steward/core/account';
import { createId } from '@steward/core/identity';
import { DomainError } from '@steward/core/errors';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { randomBytes } from 'node:crypto';
import { announce } from '#lib/server/announce.ts';
import { lookOf } from '#lib/account/look.ts';
import { createApi } from '#lib/server/api.ts';
import { bindAccess } from '#lib/server/bound-access.ts';
import { bindAccount } from '#lib/server/bound-account.ts';
import { guardForm } from '#lib/server/page-form.ts';
import { describeError } from '#lib/server/refusal.ts';
import { dropFlash } from '#lib/shell/flash.ts';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The address is damaged: part of it stands for no text. Begin from a page of the navigation.',
  405: 'This page takes no such form: go back and reload it.',
  415: 'What was sent is no form: go back, reload the page and send it from there.',
};
/** Answer without looking at who asks. */
const OPEN_PATHS = ['/healthz', '/readyz'];
/** The letters of the first paint; those of other alphabets come when a page has them. */
const FIRST_FONT = /inter-latin-wght-normal/;

export const init: ServerInit = async () => {
  if (building) return;
  try {
    readConfig(process.env);
    await announce(await getRuntime());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
};

export const handle: Handle = async ({ event, resolve }) => {
  const isSecure = event.url.protocol === 'https:';
  const setCookies: string[] = [];
  const answer = await answerRequest({ event, isSecure, setCookies }, () =>
    resolve(event, {
      preload: ({ type, path }) =>
        type === 'js' || type === 'css' || (type === 'font' && FIRST_FONT.test(path)),
      // The first paint is in its person's colours.
      transformPageChunk: ({ html }) => html.replace('%steward.look%', lookOf(event.locals.preferences)),
    }),
  );
  // Some answers, such as those of fetch, have headers that cannot be changed.
  const response = new Response(answer.body, answer);
  for (const [name, value] of Object.entries(securityHeaders(isSecure))) response.headers.set(name, value);
  // Pages bring a policy with their nonce, and some answers say how long they may be kept.
  for (const [name, value] of Object.entries(PLAIN_ANSWER_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (response.headers.get('content-type') === 'text/html')
    response.headers.set('content-type', 'text/html; charset=utf-8');
  response.headers.set('x-request-id', event.locals.requestId);
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie);
  return response;
};

interface Incoming {
  event: RequestEvent;
  isSecure: boolean;
  setCookies: string[];
}

async function answerRequest(
  { event, isSecure, setCookies }: Incoming,
  resolve: () => Response | Promise<Response>,
) {
  const { locals, url } = event;
  locals.requestId = createId('req', { now: new Date(), random: randomBytes });
  locals.preferences = DEFAULT_PREFERENCES;
  if (building) return resolve();
  const { method, headers } = event.request;
  if (isCrossSite({ method, headers, ownOrigin: url.origin })) {
    return Response.json({ message: 'Refused: the request came from another site.' }, { status: 403 });
  }
  const runtime = await getRuntime();
  const { access: service, demos } = runtime;
  const request = { headers: headersOf(event), isSecure, origin: url.origin };
  const access = { access: service, demos, request, setCookies };
  Object.assign(locals, { actor: null, user: null, workspace: null });
  locals.access = bindAccess(access);
  locals.account = bindAccount({ account: runtime.access.account, request, setCookies });
  locals.api = createApi(event, runtime);
  if (OPEN_PATHS.includes(url.pathname)) return resolve();
  if (event.request.method === 'POST' && !url.pathname.startsWith('/api/')) {
    guardForm(event.request);
    dropFlash(event);
  }
  try {
    const found = await runtime.access.identify(access.request);
    setCookies.push(...found.setCookies);
    Object.assign(locals, found.identity);
    if (locals.user && !url.pathname.startsWith('/api/')) {
      locals.preferences = await runtime.access.account.preferences(locals.user.id);
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    runtime.log.info(
      { requestId: locals.requestId, path: url.pathname, reason: error.reason },
      'key refused',
    );
    const { status, ...shown } = describeError(error, locals.requestId);
    return Response.json(shown, { status });
  }
  return resolve();
}

/** The server settles the client's address; in development nobody does. */
function headersOf({ request, getClientAddress }: RequestEvent): Headers {
  const headers = new Headers(request.headers);
  if (!headers.has('x-client-ip')) headers.set('x-client-ip', getClientAddress());
  return headers;
}

export const handleError: HandleServerError = async ({ kind, error, event }) => {
  const { requestId } = event.locals;
  if (kind === 'app') return { requestId };
  if (kind === 'framework') return { requestId, ...wordsOf(error.status) };
  const shown = describeError(error, requestId);
  if (shown.status >= 500) {
    const { log } = await getRuntime();
    log.error({ requestId, path: event.url.pathname, err: error }, 'request failed');
  }
  return { ...shown, requestId };
};

/** For refusals of the framework that a person can do something about. */
function wordsOf(status: number) {
  const message = REFUSALS[status];
  return message === undefined ? {} : { reason: 'request', message };
}
