import { rest } from '@steward/api/router';
import { CreateKey } from '@steward/core/access';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, ENDPOINTS, PAGES } from './routes.ts';
import { makeKey, ownerScope, setUpOwner, startSteward } from './steward.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const MARK = 'Kestrel';
/** Endpoints that look at no workspace, or whose procedures have rules of their own. */
const OPEN_ENDPOINTS = ['/healthz', '/readyz'];
const OPEN_PAGES = /^\/(setup|login|invite|reference|help)$/;

const appEndpoints = ENDPOINTS.flatMap((route) =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    .filter((method) => new RegExp(`\\b${method}\\b`).test(route.source))
    .map((method) => ({ method, path: addressOf(route, 'x') })),
);
/** Files and streams; procedures are walked over in walk.test.ts, and their names have a dot. */
const fileEndpoints = Object.entries(rest.document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, { operationId }]) => !operationId.includes('.'))
    .map(([method]) => ({ method: method.toUpperCase(), path: `/api/v1${path.replace(/\{\w+\}/g, 'x')}` })),
);
const endpoints = [...appEndpoints, ...fileEndpoints];
const pages = PAGES.map((route) => ({ path: addressOf(route, 'x') }));

let folder: string;
let server: WebServer;
let cookie: string;
let viewerKey: string;
let otherKey: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-endpoints-'));
  const steward = await startSteward(folder);
  cookie = await setUpOwner(steward, `${MARK} House`);
  viewerKey = (await makeKey(steward, cookie, 'viewer')).key;
  const { actor } = await ownerScope(steward, cookie);
  const other = await steward.runtime.access.createWorkspace(actor, 'Other');
  otherKey = (
    await steward.runtime.access.createKey(
      { actor, workspace: other },
      CreateKey.parse({ name: 'Other', role: 'admin' }),
    )
  ).key;
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder });
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, server.url), { redirect: 'manual', ...init });

/** Reads an answer; of a stream only its beginning. */
async function beginningOf(response: Response): Promise<string> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const begun = await reader?.read();
  await reader?.cancel();
  return begun?.value ?? '';
}

test('files and streams are among the endpoints', () => {
  expect(fileEndpoints.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    ...['GET /api/v1/audit/export', 'GET /api/v1/imports/x/report', 'GET /api/v1/live', 'GET /api/v1/model'],
    ...['GET /api/v1/transactions/export', 'GET /api/v1/transactions/x/attachments/x'],
    ...['POST /api/v1/imports', 'POST /api/v1/transactions/x/attachments'],
  ]);
});

describe.each(endpoints)('$method $path', ({ method, path }) => {
  test('refuses a stranger unless it is open', async () => {
    const response = await ask(path, { method });
    const text = await beginningOf(response);
    if (!OPEN_ENDPOINTS.includes(path))
      expect({ status: response.status, text }).toMatchObject({ status: 401 });
    expect(text).not.toContain(MARK);
  });

  test('refuses a wrong key', async () => {
    const response = await ask(path, { method, headers: { 'x-api-key': 'stw_wrong' } });
    if (!OPEN_ENDPOINTS.includes(path)) expect(response.status).toBe(401);
    await response.body?.cancel();
  });

  test('shows a key of another workspace nothing of this one', async () => {
    const response = await ask(path, { method, headers: { 'x-api-key': otherKey } });
    expect(await beginningOf(response)).not.toContain(MARK);
  });

  test('lets a viewer change nothing', async () => {
    if (method === 'GET' || OPEN_ENDPOINTS.includes(path)) return;
    expect((await ask(path, { method, headers: { 'x-api-key': viewerKey } })).status).toBe(403);
  });
});

test.each(pages)('the page $path shows a stranger nothing', async ({ path }) => {
  const response = await ask(path);
  const text = await response.text();
  if (!OPEN_PAGES.test(path)) expect(response.status).not.toBe(200);
  expect(text).not.toContain(MARK);
});

test('a request that another site sends with the browser’s cookie is refused', async () => {
  const body = JSON.stringify({ json: { patch: { locale: 'de-AT' } } });
  const init = (headers: Record<string, string>) => ({
    method: 'POST',
    body,
    headers: { cookie, ...headers },
  });
  const json = { 'content-type': 'application/json' };
  const path = '/api/trpc/settings.update';
  expect((await ask(path, init({ ...json, origin: 'https://evil.example' }))).status).toBe(403);
  expect((await ask(path, init(json))).status).toBe(403);
  expect((await ask(path, init({ ...json, origin: 'null' }))).status).toBe(403);
  expect((await ask(path, init({ ...json, origin: server.url }))).status).toBe(200);
});

test('every answer forbids framing and sniffing and names its request', async () => {
  const { headers } = await ask('/healthz');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-request-id')).toMatch(/^req_/);
});

test('the live tail begins with the head of the chain and continues after the last one seen', async () => {
  const first = await beginningOf(await ask('/api/v1/live', { headers: { 'x-api-key': viewerKey } }));
  const head = Number(/^event: audit\nid: (\d+)\ndata: \{"seq":\1\}\n\n$/.exec(first)?.[1]);
  expect(head).toBeGreaterThan(0);
  const headers = { 'x-api-key': viewerKey, 'last-event-id': String(head) };
  const next = ask('/api/v1/live', { headers }).then(beginningOf);
  await ask('/api/trpc/settings.update', {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: server.url },
    body: JSON.stringify({ json: { patch: { monthStartDay: 7 } } }),
  });
  expect(await next).toContain(`id: ${head + 1}\n`);
});

test('health endpoints answer without credentials', async () => {
  expect(await (await ask('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready' });
});

test('a wrong setting stops the start with its name and what is allowed', async () => {
  const start = startWebServer({ STEWARD_DATA: folder, LOG_LEVEL: 'loud' });
  await expect(start).rejects.toThrow(
    'ended with 1: LOG_LEVEL is "loud", but must be silent, fatal, error, warn, info, debug or trace.',
  );
});

test('the link is printed while there is no user, and no longer after', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'steward-fresh-'));
  const first = await startWebServer({ STEWARD_DATA: fresh });
  expect(first.printed()).toMatch(/\/setup\?token=[\w-]{32}\n/);
  expect(await first.stop()).toBe(0);
  rmSync(fresh, { recursive: true, force: true });
  expect(server.printed()).not.toContain('/setup');
});
