import { createVerifier, verifyRecord } from '@steward/core/audit';
import { insertDemo, listDemos, openControlDb } from '@steward/db/control';
import { readAuditRange } from '@steward/db/audit';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../config/index.ts';
import { createLog } from '../log/index.ts';
import { createCaller } from '../router/index.ts';
import { createRuntime, type Runtime } from '../runtime/index.ts';

let folder: string;
let runtime: Runtime;

const start = (dataFolder: string) =>
  createRuntime(readConfig({ STEWARD_DATA: dataFolder }), { log: createLog('silent') });
const request = (cookie = '') => ({
  headers: new Headers({ 'x-client-ip': '198.51.100.1', ...(cookie && { cookie }) }),
  isSecure: false,
});

async function tokenOf({ demos }: Runtime): Promise<string> {
  return new URL((await demos.link()) ?? 'http://none').searchParams.get('token') ?? '';
}

/** Whoever came in by these cookies, calling procedures in the workspace that is open for them. */
async function callerOf(steward: Runtime, setCookies: string[]) {
  const cookie = setCookies.map((text) => text.split(';')[0]).join('; ');
  const { identity } = await steward.access.identify(request(cookie));
  const context = { actor: identity?.actor ?? null, workspace: identity?.workspace ?? null };
  const api = createCaller({ requestId: 'req_test', ...context, services: steward, now: steward.now });
  return { api, ...context };
}

/** What a data folder holds of workspaces. */
const leftIn = (dataFolder: string) =>
  ['workspaces', 'uploads', 'models'].flatMap((name) =>
    existsSync(join(dataFolder, name)) ? readdirSync(join(dataFolder, name)) : [],
  );

describe('a demo on an empty data folder', () => {
  let entered: Awaited<ReturnType<typeof callerOf>>;
  const said: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-demo-'));
    runtime = await start(folder);
    expect(await runtime.demos.beginWithoutUser((line) => said.push(line), 3)).toBe(true);
    const token = await tokenOf(runtime);
    expect(await runtime.demos.progressByToken(token)).toMatchObject({ state: 'making', months: 3 });
    expect(await runtime.demos.progressByToken('guessed')).toBeNull();
    await expect(runtime.demos.openByToken(request(), token)).rejects.toMatchObject({ reason: 'demo_link' });
    await runtime.demos.settled();
    const both = await Promise.allSettled([
      runtime.demos.openByToken(request(), token),
      runtime.demos.openByToken(request(), token),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [first] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.setCookies] : []));
    entered = await callerOf(runtime, first ?? []);
  }, 180_000);

  afterAll(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  test('says how far it is, and that it is ready', () => {
    expect(said.slice(0, 2)).toEqual(['Demo: month 1 of 3', 'Demo: month 2 of 3']);
    expect(said.at(-1)).toMatch(/^Demo ready after [\d.]+ s$/);
  });

  test('is a workspace of its owner, who came in by a link that works once', async () => {
    expect(entered.workspace).toMatchObject({ name: 'Demo household', role: 'owner' });
    expect(await entered.api.demo.isDemo()).toBe(true);
    expect(await runtime.demos.link()).toBeNull();
    expect(await runtime.demos.hasLinkedDemo()).toBe(true);
  });

  test('came in by imports, each of them committed, with a misprint or two', async () => {
    const { items } = await entered.api.imports.listImports({ limit: 200 });
    expect(items.length).toBeGreaterThan(5);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['committed']));
    const { total } = await entered.api.ledger.listTransactions({ limit: 1 });
    expect(items.reduce((sum, { counts }) => sum + counts.new, 0)).toBe(total);
    expect(total).toBeGreaterThan(200);
  });

  test('has budgets, with what was spent of them counted from the ledger', async () => {
    const { items } = await entered.api.budgets.list();
    expect(items.length).toBeGreaterThan(3);
    expect(items.map(({ spent }) => spent.status)).toContain('measured');
  });

  test('leaves something to review, and what was answered was decided before', async () => {
    const { counts } = await entered.api.review.queue({});
    expect(counts.all).toBeGreaterThan(20);
    const { items } = await entered.api.mlSystem.searchAuditLogs({ action: 'feedback', limit: 200 });
    expect(items.length).toBeGreaterThan(20);
  });

  test('has an accuracy that is measured over the last thirty days', async () => {
    const { overall, systems, days } = await entered.api.mlSystem.getSystemHealth();
    expect(overall.score.status).toBe('measured');
    expect(systems[0]?.accuracy).toMatchObject({ status: 'measured', window: '30 days' });
    expect(days.filter(({ reviewed }) => reviewed > 0).length).toBeGreaterThan(10);
  });

  test('has a chain that verifies, whose times never go back and begin months ago', async () => {
    const db = await runtime.workspaces.open(entered.workspace?.id ?? '');
    const records = await db.read((orm) => readAuditRange(orm, 1, 100_000));
    const verifier = createVerifier();
    expect(records.map((record) => verifyRecord(verifier, record)).filter((fault) => fault !== null)).toEqual(
      [],
    );
    const times = records.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const days = (Date.now() - (times[0] ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThan(85);
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now());
  });

  test('has decisions that can be recomputed bit for bit', async () => {
    const replay = await runtime.engine.replay({ workspaceId: entered.workspace?.id ?? '', last: 100 });
    expect(replay).toMatchObject({ replayed: 100, differences: [] });
  });

  test('keeps its owner from making a workspace that nobody could open later', async () => {
    await expect(entered.api.access.createWorkspace({ name: 'Home' })).rejects.toThrow(/remove the demo/);
  });

  test('is removed with its owner and its files, and Steward can be set up then', async () => {
    await entered.api.demo.remove();
    expect(leftIn(folder)).toEqual([]);
    expect(await runtime.access.setUpLink()).toContain('/setup?token=');
    await expect(entered.api.review.queue({})).rejects.toThrow('This workspace was removed.');
    const control = await openControlDb(folder);
    const { user, organization, member, session } = control.tables;
    for (const table of [user, organization, member, session]) {
      expect(await control.orm.select().from(table)).toEqual([]);
    }
    control.close();
  });
});

describe('a demo beside a workspace', () => {
  let owner: Awaited<ReturnType<typeof callerOf>>;
  let cookies: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-demo-'));
    runtime = await start(folder);
    const link = new URL((await runtime.access.setUpLink()) ?? '');
    const person = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' };
    const token = link.searchParams.get('token') ?? '';
    const made = await runtime.access.setUp(request(), { ...person, token, workspaceName: 'Alder House' });
    cookies = made.setCookies;
    owner = await callerOf(runtime, cookies);
  });

  afterEach(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  test('is not made by a start where there is a user, and no workspace is removed that is none', async () => {
    expect(await runtime.demos.beginWithoutUser(() => undefined)).toBe(false);
    expect(await runtime.demos.link()).toBeNull();
    await expect(owner.api.demo.remove()).rejects.toThrow('not a demo');
    expect(await owner.api.demo.isDemo()).toBe(false);
  });

  test('nobody is in it while it is made, and a stop in the midst leaves nothing behind', async () => {
    const begun = await owner.api.demo.create({ months: 3 });
    expect(begun).toMatchObject({ state: 'making', month: 0, months: 3 });
    expect(await owner.api.demo.create({ months: 3 })).toMatchObject({ workspaceId: begun.workspaceId });
    const { workspaces } = await owner.api.access.whoAmI();
    expect(workspaces.map(({ name }) => name)).toEqual(['Alder House']);
    await expect.poll(() => leftIn(folder).length).toBeGreaterThan(1);
    await runtime.close();
    runtime = await start(folder);
    const again = await callerOf(runtime, cookies);
    expect(await again.api.demo.progress()).toBeNull();
    expect(leftIn(folder).filter((name) => name.includes(begun.workspaceId))).toEqual([]);
    expect((await again.api.access.whoAmI()).workspaces.map(({ name }) => name)).toEqual(['Alder House']);
  }, 30_000);

  test('whose removal broke off is removed by the next start', async () => {
    const workspaceId = 'ws_half_removed';
    await (await runtime.workspaces.open(workspaceId)).read(async () => undefined);
    await runtime.close();
    const control = await openControlDb(folder);
    const mark = { version: 1, state: 'removing', ownerId: 'nobody', isOwnerMade: false } as const;
    const row = { workspaceId, demo: mark, name: 'Demo', createdAt: new Date(), owner: null };
    await insertDemo(control.orm, row);
    expect(leftIn(folder).join()).toContain(workspaceId);
    runtime = await start(folder);
    expect(await listDemos(control.orm)).toEqual([]);
    expect(leftIn(folder).join()).not.toContain(workspaceId);
    control.close();
  });
});
