import { appRouter, createCaller } from '@steward/api/router';
import { can, Role, type Action } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleInput } from './sample-input.ts';
import {
  callProcedure,
  clientWith,
  makeKey,
  ownerScope,
  setUpOwner,
  startSteward,
  type TestSteward,
} from './steward.ts';

/** In every name and text of the first workspace, and nowhere else. */
const MARK = 'Kestrel';
const REFUSALS = ['no_credentials', 'key_refused', 'role', 'no_workspace', 'person_needed'];

interface Definition {
  meta?: { access?: { rule: string; action?: Action } };
  type: string;
  inputs: unknown[];
}

// Typed as nested routers, but flat when running: one entry a procedure, by its full path.
const definitions = appRouter._def.procedures as unknown as Record<string, { _def: Definition }>;
const procedures = Object.entries(definitions).map(([path, { _def }]) => ({
  ...{ path, type: _def.type, schema: _def.inputs[0], access: _def.meta?.access },
}));

let steward: TestSteward;
let cookie: string;
/** Ids of what lies in the owner's workspace. */
let ids: string[];
const keys: Record<string, string> = {};

beforeAll(async () => {
  steward = await startSteward();
  cookie = await setUpOwner(steward, `${MARK} House`);
  for (const role of ['admin', 'reviewer', 'viewer'] as const) {
    keys[role] = (await makeKey(steward, cookie, role)).key;
  }
  ids = await fillWorkspace();
  const { actor } = await ownerScope(steward, cookie);
  const other = await steward.runtime.access.createWorkspace(actor, 'Other');
  keys.other = (
    await steward.runtime.access.createKey({ actor, workspace: other }, { name: 'Other key', role: 'admin' })
  ).key;
});

afterAll(() => steward.stop());

/** Something of everything that the procedures can make, all with the mark. */
async function fillWorkspace(): Promise<string[]> {
  const scope = await ownerScope(steward, cookie);
  await clientWith(steward, keys.admin ?? '').decisions.decide.mutate({
    idempotencyKey: `${MARK}-1`,
    kind: 'category',
    subjects: [
      {
        externalId: `${MARK}-1`,
        payee: `${MARK} Coffee`,
        amountMinor: -350,
        currency: 'EUR',
        date: '2026-11-20',
      },
    ],
  });
  const caller = createCaller({
    ...{ requestId: 'req_test', ...scope, services: steward.runtime, now: steward.runtime.now },
  });
  await Promise.all([caller.settings.get(), caller.access.listKeys()]);
  const db = await steward.runtime.workspaces.open(scope.workspace.id);
  const tables = await db.write((tx) => tx.execute(`select name from sqlite_master where type = 'table'`));
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await db.write((tx) => tx.execute(`select * from "${name as string}"`));
    texts.push(JSON.stringify(rows.rows));
  }
  const found = texts.join().match(/\b[a-z]{2,4}_[0-9a-f]{8}-[0-9a-f-]{27}\b/g) ?? [];
  return [...new Set([...found, `${MARK}-1`])];
}

test('every procedure says who may call it', () => {
  expect(procedures.length).toBeGreaterThan(10);
  const silent = procedures.filter(({ access }) => access === undefined).map(({ path }) => path);
  expect(silent).toEqual([]);
});

test('only these need no credentials', () => {
  const open = procedures.filter(({ access }) => access?.rule === 'public').map(({ path }) => path);
  expect(open.sort()).toEqual(['access.permissions', 'access.whoAmI']);
});

test('a procedure that changes something is no query, and one that reads is open to no fewer than one that writes', () => {
  for (const { type, access } of procedures) {
    if (type === 'query') expect(access?.action ?? ':read').toMatch(/:(read|export)$/);
  }
});

describe.each(procedures)('$path', ({ path, type, schema, access }) => {
  const call = (headers: Record<string, string>, input: unknown = {}) =>
    callProcedure(steward, { path, type, input, headers });

  test('refuses a stranger', async () => {
    const { status, reason } = await call({});
    if (access?.rule === 'public') expect(status).toBe(200);
    else expect({ status, reason }).toEqual({ status: 401, reason: 'no_credentials' });
  });

  test.each(['admin', 'reviewer', 'viewer'] as const)('lets a key in as its role %s may', async (role) => {
    const { status, reason } = await call({ 'x-api-key': keys[role] ?? '' });
    const isRefused = access?.action !== undefined && !can(role, access.action);
    if (isRefused) expect({ status, reason }).toEqual({ status: 403, reason: 'role' });
    else if (access?.rule === 'signed_in')
      expect({ status, reason }).toEqual({ status: 403, reason: 'person_needed' });
    else expect(REFUSALS.filter((one) => one !== 'person_needed')).not.toContain(reason);
  });

  test.each(Role.options)('lets a person in as their role %s may', async (role) => {
    const { actor, workspace } = await ownerScope(steward, cookie);
    const caller = createCaller({
      ...{ requestId: 'req_test', actor, services: steward.runtime, now: steward.runtime.now },
      workspace: { ...workspace, role },
    });
    const reason = await refusalOf(() => procedureAt(caller, path)({}));
    const isRefused = access?.action !== undefined && !can(role, access.action);
    if (isRefused) expect(reason).toBe('role');
    else expect(REFUSALS).not.toContain(reason);
  });

  test('shows nothing of another workspace, whatever ids it is given', async () => {
    const targets = ids.length === 0 ? [[]] : ids.map((id) => [id, ...ids]);
    for (const aimed of isAimedByPrefix(schema) ? targets.slice(0, 1) : targets) {
      const { status, text } = await call({ 'x-api-key': keys.other ?? '' }, sampleInput(schema, aimed));
      expect(text.replaceAll(`${MARK}-1`, '')).not.toContain(MARK);
      expect(status, text).not.toBe(500);
    }
  });

  test('says nothing of its inside when it refuses', async () => {
    const { text } = await call(
      { 'x-api-key': keys.admin ?? '' },
      { id: "' or 1=1 --", nonsense: { deep: [1] } },
    );
    expect(text).not.toMatch(/\bat .+:\d+:\d+|select .+ from|SQLITE|node_modules|"stack"/i);
  });
});

/** Inputs without a bare id need one try only: their fields say what they take. */
function isAimedByPrefix(schema: unknown): boolean {
  return !JSON.stringify(sampleInput(schema, ['bare']) ?? null).includes('bare');
}

function procedureAt(caller: unknown, path: string): (input: unknown) => Promise<unknown> {
  let at = caller;
  for (const name of path.split('.')) at = (at as Record<string, unknown>)[name];
  return at as (input: unknown) => Promise<unknown>;
}

async function refusalOf(call: () => Promise<unknown>): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return cause instanceof DomainError ? cause.reason : 'unnamed';
  }
}
