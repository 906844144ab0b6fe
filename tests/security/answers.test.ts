import { mkdtempSync, globSync, rmSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey, setUpOwner, startSteward } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';

const ROUTES = fileURLToPath(new URL('../../apps/web/src/routes', import.meta.url));
const ASSETS = fileURLToPath(new URL('../../apps/web/build/client', import.meta.url));

/** Every page, with x for each parameter, and some addresses that lead nowhere. */
const pages = globSync('**/+page.svelte', { cwd: ROUTES }).map((file) => {
  const parts = file.split('/').slice(0, -1);
  return `/${parts
    .filter((part) => !part.startsWith('('))
    .map((part) => part.replace(/\[.+\]/, 'x'))
    .join('/')}`;
});
const nowhere = ['/there-is-no-such-page', '/..%2f..%2fsecret', '/%E0%A4%A'];
const plain = ['/healthz', '/api/v1', '/api/v1/openapi.json', '/api/v1/none', '/api/trpc/none', '/api/live'];

let folder: string;
let server: WebServer;
let cookie: string;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-answers-'));
  const steward = await startSteward(folder);
  cookie = await setUpOwner(steward);
  key = (await makeKey(steward, cookie, 'viewer')).key;
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder, TRUST_PROXY: '1' });
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const TLS = { 'x-forwarded-proto': 'https' };

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, server.url), { redirect: 'manual', headers });

const asOwner = (path: string) => ask(path, { cookie });

function policyOf(response: Response): Map<string, string[]> {
  const text = response.headers.get('content-security-policy') ?? '';
  const parts = text.split(';').map((part) => part.trim().split(/\s+/));
  return new Map(parts.map(([name = '', ...sources]) => [name, sources]));
}

describe.each([...pages, ...nowhere])('the page %s', (path) => {
  test('runs no script but those with the nonce of this one answer', async () => {
    const [first, second] = await Promise.all([asOwner(path), asOwner(path)]);
    const html = await first.text();
    if (!first.headers.get('content-type')?.startsWith('text/html')) {
      expect(policyOf(first).get('default-src')).toEqual(["'none'"]);
      return;
    }
    const policy = policyOf(first);
    const scripts = policy.get('script-src') ?? [];
    expect(scripts).toHaveLength(2);
    expect(scripts[0]).toBe("'self'");
    expect(scripts[1]).toMatch(/^'nonce-.{16,}'$/);
    expect(policyOf(second).get('script-src')).not.toEqual(scripts);
    expect(policy.get('style-src-elem')?.join(' ')).not.toContain('unsafe-inline');
    for (const name of ['object-src', 'frame-ancestors']) expect(policy.get(name)).toEqual(["'none'"]);
    for (const name of ['default-src', 'base-uri', 'form-action', 'connect-src'])
      expect(policy.get(name)).toEqual(["'self'"]);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain('nonce=');
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/i);
  });

  test('loads nothing from another host', async () => {
    const response = await asOwner(path);
    const html = await response.text();
    const loaded = [...html.matchAll(/<(?:script|link|img|iframe|audio|video|source|form)\b[^>]*>/g)]
      .flatMap(([tag]) => [...tag.matchAll(/\s(?:src|href|action|srcset)="([^"]*)"/g)])
      .map(([, address = '']) => new URL(address, server.url));
    const outside = loaded.filter(({ protocol, origin }) => protocol !== 'data:' && origin !== server.url);
    expect(outside.map(String)).toEqual([]);
    expect(response.headers.get('content-security-policy')).not.toMatch(/https?:|\*/);
  });

  test('is kept by no cache', async () => {
    const response = await asOwner(path);
    expect(response.headers.get('cache-control')).toMatch(/no-store/);
    await response.body?.cancel();
  });
});

describe.each([...plain, '/login', '/review', ...nowhere])('the answer of %s', (path) => {
  test('carries every header of protection', async () => {
    const { headers, body } = await ask(path, { 'x-api-key': key });
    await body?.cancel();
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
      ...{ 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' },
      ...{ 'cross-origin-resource-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
      'permissions-policy': expect.stringContaining('camera=()') as string,
      'content-security-policy': expect.stringMatching(/frame-ancestors 'none'/) as string,
    });
  });

  test('speaks of HSTS over TLS, and over plain http not', async () => {
    const [secure, open] = await Promise.all([ask(path, TLS), ask(path)]);
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(open.headers.get('strict-transport-security')).toBeNull();
    await Promise.all([secure.body?.cancel(), open.body?.cancel()]);
  });

  test('does not say what it was made with', async () => {
    const { headers, body } = await ask(path);
    await body?.cancel();
    for (const name of ['server', 'x-powered-by']) expect(headers.get(name)).toBeNull();
  });

  test('says its type with its character set, or is JSON', async () => {
    const { headers, body } = await ask(path);
    const type = headers.get('content-type');
    await body?.cancel();
    if (type !== null) expect(type).toMatch(/charset=utf-8|json|event-stream/i);
  });
});

test('files of the build carry the headers too', async () => {
  const [file = ''] = globSync('_app/immutable/**/*.js', { cwd: ASSETS });
  const { headers, status, body } = await ask(`/${file}`, TLS);
  await body?.cancel();
  expect(status).toBe(200);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
});

test('no source map and no file of the server is served', async () => {
  expect(globSync('**/*.map', { cwd: ASSETS })).toEqual([]);
  for (const path of ['/server.mjs', '/package.json', '/.env', '/.git/config', '/build/handler.js']) {
    expect((await ask(path)).status).toBe(404);
  }
});

test('a failure shows no trace, no path and no version', async () => {
  for (const path of [...nowhere, '/api/v1/none', '/api/trpc/none', '/api/v1/decisions/%00']) {
    const text = await (await ask(path, { 'x-api-key': key })).text();
    expect(text).not.toMatch(/node_modules|\bat .+:\d+:\d+|\/src\/|SQLITE|sveltekit\//i);
  }
});

test('a method that a page does not take is refused', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const response = await fetch(new URL('/review', server.url), {
      method,
      headers: { cookie, origin: server.url },
    });
    expect(response.status).toBe(405);
  }
  expect(await statusOf('TRACE', '/login')).toBeGreaterThanOrEqual(400);
});

/** By the plain client of Node: fetch refuses to send such methods. */
function statusOf(method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = rawRequest(new URL(path, server.url), { method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a form of another site is refused before anything is read of it', async () => {
  const response = await fetch(new URL('/login', server.url), {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'email=ada%40example.org&password=x',
  });
  expect(response.status).toBe(403);
});

test('a redirect leads to this server, whatever the address asks for', async () => {
  for (const target of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const body = new URLSearchParams({ email: 'ada@example.org', password: 'correct horse battery' });
    const response = await fetch(new URL(`/login?/signIn&next=${encodeURIComponent(target)}`, server.url), {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: { accept: 'text/html', origin: server.url, 'x-forwarded-for': `198.51.100.${target.length}` },
    });
    const location = response.headers.get('location');
    await response.body?.cancel();
    expect(response.status).toBe(303);
    expect(new URL(location ?? '', server.url).origin).toBe(server.url);
  }
});

test('a parameter that comes twice is no way around a limit', async () => {
  const limited = await ask('/api/v1/audit/records?limit=99999', { 'x-api-key': key });
  expect(limited.status).toBe(400);
  const twice = await ask('/api/v1/audit/records?limit=1&limit=99999', { 'x-api-key': key });
  const { items } = (await twice.json()) as { items?: unknown[] };
  expect(items?.length ?? 0).toBeLessThanOrEqual(1);
});
