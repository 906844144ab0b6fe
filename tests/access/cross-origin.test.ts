import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveApi, servedSteward } from './api-server.ts';
import { makeKey, setUpOwner, startSteward } from './steward.ts';

const APP = 'https://app.example.org';
const OTHER = 'https://evil.example';

let served: Awaited<ReturnType<typeof servedSteward>>;
let key: string;
let cookie: string;

beforeAll(async () => {
  served = await servedSteward({
    environment: { STEWARD_ALLOWED_ORIGINS: `${APP},http://localhost:5173` },
  });
  ({ key, cookie } = served);
});
afterAll(() => served.stop());

const ask = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${served.url}${path}`, { ...init, headers });

const corsHeaders = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

const change = (headers: Record<string, string>) =>
  ask(
    '/api/v1/settings',
    { 'content-type': 'application/json', ...headers },
    { method: 'PATCH', body: '{"patch":{"monthStartDay":3}}' },
  );

const PATHS = ['/api/v1/accounts', '/api/trpc/ledger.listAccounts', '/api/v1/nothing'];

describe.each(PATHS)('a page of an allowed origin at %s', (path) => {
  test('is told before it sends what it may send', async () => {
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' };
    const response = await ask(path, { origin: APP, ...asked }, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(APP);
    expect(response.headers.get('access-control-allow-headers')).toContain('x-api-key');
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(response.headers.get('vary')).toContain('origin');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('reads the answer and what is in its headers', async () => {
    const response = await ask(path, { origin: APP, 'x-api-key': key });
    expect(response.headers.get('access-control-allow-origin')).toBe(APP);
    const exposed = response.headers.get('access-control-expose-headers');
    for (const name of ['x-request-id', 'ratelimit', 'etag', 'link', 'retry-after', 'x-steward-version'])
      expect(exposed).toContain(name);
    expect(response.headers.get('vary')).toContain('origin');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('a page of another origin gets none of that', async () => {
    const asked = { 'access-control-request-method': 'POST' };
    const preflight = await ask(path, { origin: OTHER, ...asked }, { method: 'OPTIONS' });
    const response = await ask(path, { origin: OTHER, 'x-api-key': key });
    for (const answer of [preflight, response]) {
      expect(corsHeaders(answer)).toEqual([]);
      expect(answer.headers.get('vary')).toContain('origin');
    }
    expect(preflight.ok).toBe(false);
  });
});

test('a page of an allowed origin changes things with a key', async () => {
  expect((await change({ origin: APP, 'x-api-key': key })).status).toBe(200);
  expect((await change({ origin: APP, authorization: `Bearer ${key}` })).status).toBe(200);
});

test('it can read why a key was refused', async () => {
  const response = await ask('/api/v1/accounts', { origin: APP, 'x-api-key': 'stw_wrong' });
  expect(response.status).toBe(401);
  expect(response.headers.get('access-control-allow-origin')).toBe(APP);
});

test('it never acts or reads with a cookie, nor takes the key of somebody else’s session', async () => {
  expect((await change({ origin: APP, cookie })).status).toBe(403);
  const response = await ask('/api/v1/accounts', { origin: APP, cookie, 'sec-fetch-site': 'cross-site' });
  expect(response.status).toBe(401);
  expect((await ask('/api/v1/accounts', { cookie })).status).toBe(200);
});

test('a page of another origin changes nothing, with a key or with a cookie', async () => {
  expect((await change({ origin: OTHER, 'x-api-key': key })).status).toBe(403);
  expect((await change({ origin: OTHER, cookie })).status).toBe(403);
  expect((await change({ origin: 'null', 'x-api-key': key })).status).toBe(403);
  expect((await change({ origin: `${APP}.evil.example`, 'x-api-key': key })).status).toBe(403);
});

test('the pages of Steward itself still work with their session', async () => {
  expect((await change({ origin: served.url, cookie })).status).toBe(200);
});

test('without allowed origins nothing is said of them', async () => {
  const plain = await startSteward();
  const plainKey = (await makeKey(plain, await setUpOwner(plain), 'admin')).key;
  const own = await serveApi(plain);
  const response = await fetch(`${own.url}/api/v1/accounts`, {
    headers: { origin: APP, 'x-api-key': plainKey },
  });
  expect(corsHeaders(response)).toEqual([]);
  expect(response.headers.has('vary')).toBe(false);
  await own.stop();
  await plain.stop();
});
