import { appRouter, createCaller } from '@steward/api/router';
import { can, CreateKey, Role, type Action } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillWorkspace } from './fill-workspace.ts';
import { leastInput, sampleInput } from './sample-input.ts';
import { callProcedure, makeKey, ownerScope, setUpOwner, startSteward, type TestSteward } from './steward.ts';

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
  ids = await fillWorkspace(steward, MARK, { cookie, key: keys.admin ?? '' });
  const { actor } = await ownerScope(steward, cookie);
  const other = await steward.runtime.access.createWorkspace(actor, 'Other');
  keys.other = (
    await steward.runtime.access.createKey(
      { actor, workspace: other },
      CreateKey.parse({ name: 'Other key', role: 'admin' }),
    )
  ).key;
});

afterAll(() => steward.stop());

test('every procedure says who may call it', () => {
  expect(procedures.length).toBeGreaterThan(10);
  const silent = procedures.filter(({ access }) => access === undefined).map(({ path }) => path);
  expect(silent).toEqual([]);
});

test('the workspace that nobody else may see holds something of every kind', () => {
  const kinds = new Set(ids.map((id) => id.split('_')[0]));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['acc', 'cat', 'pay', 'txn', 'imp', 'chg', 'dec', 'bud']),
  );
});

test('the ids that the walk aims with do reach what they are of', async () => {
  const reached = new Set<string>();
  for (const { path, type, schema } of procedures.filter((one) => one.type === 'query')) {
    for (const input of aimedInputs(schema)) {
      const { text } = await callProcedure(steward, {
        ...{ path, type, input, headers: { 'x-api-key': keys.admin ?? '' } },
      });
      if (text.includes(MARK)) reached.add(path);
    }
  }
  const each = [
    'ledger.getTransaction',
    'payees.getPayee',
    'imports.getImport',
    'decisions.getDecision',
    'budgets.get',
  ];
  expect([...reached]).toEqual(
    expect.arrayContaining([...each, 'ledger.listAccounts', 'mlSystem.searchAuditLogs']),
  );
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
    for (const input of aimedInputs(schema)) {
      const { status, text } = await call({ 'x-api-key': keys.other ?? '' }, input);
      expect(text).not.toContain(MARK);
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

/** Inputs that aim at what lies in the owner's workspace; one is enough where each field says what it takes. */
function aimedInputs(schema: unknown): unknown[] {
  const isBare = JSON.stringify(sampleInput(schema, ['bare']) ?? null).includes('bare');
  const targets = isBare ? ids.map((id) => [id, ...ids]) : [ids];
  return [leastInput(schema, ids), ...targets.map((aimed) => sampleInput(schema, aimed))];
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
