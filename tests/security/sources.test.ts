import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** What runs in the product: no tests, no builds. */
const sources = globSync('{packages,apps}/*/{src/**/*.{ts,svelte,html,css},*.mjs}', { cwd: TOP })
  .filter((path) => !/\.test\.ts$|\/build\/|node_modules/.test(path))
  .map((path) => ({ path, text: readFileSync(`${TOP}/${path}`, 'utf8') }));

function pathsWith(pattern: RegExp, among = /./): string[] {
  return sources.filter(({ path, text }) => among.test(path) && pattern.test(text)).map(({ path }) => path);
}

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(300);
});

test('no source makes code of text', () => {
  expect(pathsWith(/\beval\(|new Function\(|setTimeout\(['"`]/)).toEqual([]);
  // To free what libSQL holds: the word is fixed and nothing of a request reaches it.
  expect(pathsWith(/runInNewContext\(/)).toEqual(['packages/db/src/client/held-statements.ts']);
});

test('markup that is not escaped comes from our own help pages, figures and QR codes alone', () => {
  for (const path of pathsWith(/\{@html/)) expect(path).toMatch(/help|TwoFactor|reference/i);
});

test('no random number that anything secret could rest on is of Math.random', () => {
  // How long a client waits before it asks again: nothing secret.
  const waits = ['follow', 'retry'].map((name) => `packages/client/src/client/${name}.ts`);
  expect(pathsWith(/Math\.random/).sort()).toEqual(waits);
});

test('no weak hash or cipher is used', () => {
  expect(pathsWith(/create(Hash|Hmac|Cipheriv)\(['"](md5|des|rc4|aes-\d+-(ecb|cbc))/i)).toEqual([]);
  // Authenticator apps know the SHA-1 of RFC 6238 only; an HMAC of it is sound.
  expect(pathsWith(/['"]sha1['"]/)).toEqual(['packages/api/src/access/totp.ts']);
});

test('no program of the machine is started by the server', () => {
  expect(pathsWith(/node:child_process/, /^(packages|apps\/web)\//)).toEqual([]);
});

test('nothing of the product calls another host by itself', () => {
  expect(pathsWith(/fetch\(\s*['"`]https?:/)).toEqual([]);
  const loaded = /(?:src|href)="https?:\/\/|@import\s+(?:url\()?['"]?https?:|url\(['"]?https?:/;
  expect(pathsWith(loaded, /\.(svelte|html|css)$/)).toEqual([]);
});

test('the storage of the browser holds no data: only whether the keys are on', () => {
  expect(pathsWith(/\b(localStorage|sessionStorage|indexedDB)\b/, /^apps\/web/)).toEqual([
    'apps/web/src/lib/shell/keys.ts',
  ]);
});

test('SQL gets values as parameters: no statement is joined from input', () => {
  expect(pathsWith(/sql\.raw\(`[^`]*\$\{/, /^packages\/(db|api)/)).toEqual([]);
});

test('every dependency has one version that the lockfile fixes with its hash', () => {
  const lock = readFileSync(`${TOP}/pnpm-lock.yaml`, 'utf8');
  const packages = lock.slice(lock.indexOf('\npackages:'), lock.indexOf('\nsnapshots:'));
  const entries = packages.split(/\n {2}(?=\S.*:\n)/).slice(1);
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter((entry) => !entry.includes('integrity: sha512-'))).toEqual([]);
  expect(readFileSync(`${TOP}/scripts/run.mjs`, 'utf8') + readScripts()).toContain('--frozen-lockfile');
});

function readScripts(): string {
  return globSync('scripts/*.mjs', { cwd: TOP })
    .map((path) => readFileSync(`${TOP}/${path}`, 'utf8'))
    .join('\n');
}
