import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillWorkspace } from '../access/fill-workspace.ts';
import { addressOf, PAGES, type PageRoute } from '../access/routes.ts';
import { cookieOf, makeKey, ownedSteward, OWNER, ownerScope, requestFrom } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';
import { fieldNames, valuesIn } from './form-fields.ts';
import { breakForm, brokenForms, pickFrom, randomFrom, type HostileForm } from './hostile-forms.ts';
import { asText, HOSTILE } from './hostile.ts';
import { readKeptData, type KeptData } from './kept-data.ts';

const SEED = 20_261_123;
/** Longest that any answer may take; what hangs fails by it. */
const PATIENCE_MS = 15_000;
const FORMS_PER_ACTION = 16;

let folder: string;
let server: WebServer;
let kept: KeptData;
let ids: string[];
let workspaceId: string;
/** Sessions of the owner; an action may end the first. */
let cookies: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-pages-'));
  const { steward, cookie } = await ownedSteward(folder);
  const { key } = await makeKey(steward, cookie, 'admin');
  ids = await fillWorkspace(steward, 'Fuzz', { cookie, key });
  workspaceId = (await ownerScope(steward, cookie)).workspace.id;
  cookies = [cookie];
  for (const last of [2, 3, 4, 5]) {
    const { email, password } = OWNER;
    const request = requestFrom(`198.51.100.${last}`);
    cookies.push(cookieOf((await steward.runtime.access.signIn(request, { email, password })).setCookies));
  }
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder });
  kept = readKeptData(folder);
}, 60_000);

afterAll(async () => {
  kept.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  text: string;
  location: string | null;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(server.url + path, {
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...init,
    headers: { cookie: cookies[0] ?? '', accept: 'text/html', ...(init.headers as Record<string, string>) },
  });
  const { status, headers } = response;
  return { status, text: await response.text(), location: headers.get('location') };
}

const post = (path: string, { body, headers }: Pick<HostileForm, 'body' | 'headers'>) =>
  ask(path, { method: 'POST', body, headers: { origin: server.url, ...headers } });

const inAddress = (value: unknown) => encodeURIComponent(asText(value).slice(0, 1_000).toWellFormed());

/** What a page says is wrong: in its form, or as the whole of it. */
function refusalIn({ text }: Answer): string {
  const shown =
    /role="alert"[^>]*>([\s\S]*?)<\/p>/.exec(text) ??
    /class="stack errnote[^>]*>([\s\S]*?)<\/div>/.exec(text);
  return (shown?.[1] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whatever was asked, no failure of ours, nothing of another site, and a refusal in words. */
function expectSound(answer: Answer, asked: string): void {
  const where = `${asked}\n${answer.status} ${answer.location ?? ''} ${refusalIn(answer)}`;
  expect(answer.status, where).toBeLessThan(500);
  if (answer.location !== null) {
    expect(new URL(answer.location, `${server.url}/review`).origin, where).toBe(server.url);
  }
  if (answer.status < 400) return;
  expect(refusalIn(answer), where).toMatch(/\w{2,} \w{2,}/);
  if (answer.status !== 404) expect(refusalIn(answer), where).not.toContain('It was not your doing');
}

describe.each(PAGES)('the page $path', (page) => {
  test('answers any address', async () => {
    const random = randomFrom(SEED + page.path.length);
    const names = [...page.source.matchAll(/(?:searchParams|query)\.\w+\('(\w+)'/g)].map(
      ([, name = '']) => name,
    );
    const queries = [...new Set([...names, 'cursor', 'after', 'item', 'filter', 'search', 'ids', 'next'])];
    const raw = ['%00', '%ff', '%', '..%2f..', '%ed%a0%80', '.', '%0d%0aset-cookie:a=b'];
    for (const value of [...HOSTILE, ...raw]) {
      const parameter = raw.includes(value as string) ? (value as string) : inAddress(value) || '%20';
      const name = pickFrom(queries, random);
      const path = `${addressOf(page, parameter)}?${name}=${parameter}&${pickFrom(queries, random)}=${inAddress(pickFrom(HOSTILE, random))}`;
      expectSound(await ask(path), `GET ${path.slice(0, 300)}`);
    }
  }, 60_000);
});

/** The page as it is for something that is there. */
async function openPage(page: PageRoute): Promise<{ path: string; html: string }> {
  if (!page.path.includes('[')) return { path: page.path, html: (await ask(page.path)).text };
  for (const id of ids) {
    const answer = await ask(addressOf(page, id));
    if (answer.status === 200) return { path: addressOf(page, id), html: answer.text };
  }
  throw new Error(`nothing in the workspace has a page at ${page.path}`);
}

/** A later action needs a session, in the workspace that has something of everything. */
async function comeBack(): Promise<void> {
  while ((await ask('/account')).status !== 200) {
    cookies.shift();
    if (cookies.length === 0) throw new Error('every session is ended');
  }
  await post('/workspaces?/switch', { body: new URLSearchParams({ id: workspaceId }) });
}

/** Makes a workspace that goes on being filled while others are asked, so it comes last. */
const isSlow = ({ path, action }: { path: string; action: string }) =>
  path === '/demo' && action === 'create';

const actions = PAGES.flatMap((page) =>
  page.actions.map((action) => ({ page, action, path: page.path })),
).sort((a, b) => Number(isSlow(a)) - Number(isSlow(b)));

describe.each(actions)('the form action $action of $path', ({ page, action }) => {
  test('takes any body, and changes nothing where it refuses', async () => {
    await comeBack();
    const { path, html } = await openPage(page);
    const values = valuesIn(html);
    const fields = fieldNames(page).map((name) => [name, values.get(name) ?? 'x'] as const);
    const random = randomFrom(SEED + action.length + page.path.length);
    const forms = [...brokenForms(fields)];
    for (let count = 0; count < FORMS_PER_ACTION; count++) forms.push(breakForm(fields, random));
    const target = action === 'default' ? path : `${path}?/${action}`;
    let before = { version: kept.version(), content: kept.content() };
    for (const form of forms) {
      const answer = await post(target, form);
      const asked = `POST ${target} with ${form.name}`;
      expectSound(answer, asked);
      const version = kept.version();
      if (version === before.version) continue;
      const content = kept.content();
      if (answer.status >= 400 && !isSlow({ path, action })) {
        const refused = `${asked} was refused with ${answer.status} ${refusalIn(answer)}`;
        expect(content === before.content, `${refused}, and changed something`).toBe(true);
      }
      before = { version, content };
    }
  }, 60_000);
});

test('after all of that every page works as before', async () => {
  await comeBack();
  for (const page of PAGES) {
    if (page.path.includes('[')) continue;
    expect((await ask(page.path)).status, page.path).toBeLessThan(400);
  }
  expect(server.printed()).not.toMatch(/"level":50/);
});
