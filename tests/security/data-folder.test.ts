import { readConfig } from '@steward/api/config';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey, ownedSteward, OWNER } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';

const CSV = 'date;payee;amount\n2026-11-02;Kestrel Bakery;-4,20\n2026-11-03;Kestrel Bakery;-3,10\n';
const WEB_ROOT = fileURLToPath(new URL('../../apps/web/build/client', import.meta.url));

let parent: string;
let folder: string;
let server: WebServer;
let key: string;
let importId: string;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'steward-modes-'));
  // Readable for everybody, so that what Steward makes inside has to look after itself.
  chmodSync(parent, 0o755);
  folder = join(parent, 'data');
  const before = process.umask(0o022);
  const { steward, cookie } = await ownedSteward(folder);
  key = (await makeKey(steward, cookie, 'admin')).key;
  await steward.runtime.close();
  process.umask(before);
  server = await startWebServer({ STEWARD_DATA: folder });
  const account = await post(
    '/accounts',
    'application/json',
    '{"name":"Giro","type":"checking","currency":"EUR"}',
  );
  importId = await post(`/imports?accountId=${account}`, 'text/csv', CSV);
}, 60_000);

/** Sends something over REST; the id of what it made. */
async function post(path: string, type: string, body: string): Promise<string> {
  const response = await fetch(new URL(`/api/v1${path}`, server.url), {
    ...{ method: 'POST', body },
    headers: { 'x-api-key': key, 'content-type': type, 'x-file-name': 'kestrel.csv' },
  });
  return ((await response.json()) as { id: string }).id;
}

afterAll(async () => {
  await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

/** Everything in the data folder with its permission bits. */
function modes(): { path: string; mode: number; isFolder: boolean }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => {
    const found = statSync(join(folder, path));
    return { path, mode: found.mode & 0o777, isFolder: found.isDirectory() };
  });
}

test('whatever Steward writes is for its user only, even where the machine is generous', () => {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const found = modes();
  const names = found.map(({ path }) => path);
  expect(names).toContain('control.db');
  expect(names).toContain('secret');
  expect(names.some((path) => /^workspaces\/.+\.db$/.test(path))).toBe(true);
  expect(names.some((path) => path.includes(importId))).toBe(true);
  expect(found.filter(({ mode, isFolder }) => (mode & (isFolder ? 0o077 : 0o177)) !== 0)).toEqual([]);
});

test('an uploaded file cannot be fetched by any address', async () => {
  expect(importId).toMatch(/^imp_/);
  const stored = modes().find(({ path, isFolder }) => !isFolder && path.includes(importId))?.path ?? '';
  const workspaceId = stored.split('/').at(-2) ?? '';
  const guesses = [
    ...[`/${stored}`, `/data/${stored}`, `/uploads/${workspaceId}/${importId}`, `/../data/${stored}`],
    ...[`/..%2f..%2f..%2fdata%2f${stored}`, `/_app/../${stored}`, `/imports/${importId}/file`],
    ...['/secret', '/data/secret', '/control.db', '/data/control.db', `/_app/immutable/..%2f..%2fsecret`],
  ];
  for (const path of guesses) {
    const response = await fetch(new URL(path, server.url), { headers: { 'x-api-key': key } });
    const text = await response.text();
    expect({ path, shown: text.includes('Kestrel') || text.includes('SQLite format') }).toEqual({
      path,
      shown: false,
    });
  }
});

test('the data folder is nowhere below what the server gives out', () => {
  const config = readConfig({});
  expect(config.dataFolder.startsWith(WEB_ROOT)).toBe(false);
  expect(readdirSync(WEB_ROOT).filter((name) => !['_app', '.vite'].includes(name))).toEqual([]);
});

test('no password and no key lies in the data folder as it is', () => {
  for (const { path, isFolder } of modes()) {
    if (isFolder) continue;
    const bytes = readFileSync(join(folder, path));
    expect({ path, holds: bytes.includes(OWNER.password) || bytes.includes(key) }).toEqual({
      path,
      holds: false,
    });
  }
});
