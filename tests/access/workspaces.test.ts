import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKey, ownedSteward, ownerScope, requestFrom, type TestSteward } from './steward.ts';

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

test('a session works in the workspace it switched to', async () => {
  const { access } = steward.runtime;
  const { actor } = await ownerScope(steward, cookie);
  const second = await access.createWorkspace(actor, 'Office');
  expect((await ownerScope(steward, cookie)).workspace.name).toBe('Alder House');
  await access.switchWorkspace(requestFrom('198.51.100.1', { cookie }), second.id);
  expect((await ownerScope(steward, cookie)).workspace).toEqual({
    id: second.id,
    name: 'Office',
    role: 'owner',
  });
  const who = await access.whoAmI(actor, second);
  expect(who.workspaces.map(({ name }) => name)).toEqual(['Alder House', 'Office']);
});

test('nobody switches to a workspace that they are not in', async () => {
  const switching = steward.runtime.access.switchWorkspace(
    requestFrom('198.51.100.1', { cookie }),
    'ws_other',
  );
  await expect(switching).rejects.toMatchObject({ code: 'not_found' });
});

test('a key stays in its workspace when its maker switches', async () => {
  const { access } = steward.runtime;
  const { key } = await makeKey(steward, cookie, 'admin');
  const { actor } = await ownerScope(steward, cookie);
  const second = await access.createWorkspace(actor, 'Office');
  await access.switchWorkspace(requestFrom('198.51.100.1', { cookie }), second.id);
  const { identity } = await access.identify(requestFrom('10.0.0.1', { 'x-api-key': key }));
  expect(identity?.workspace?.name).toBe('Alder House');
});

test('a key of another workspace cannot be revoked', async () => {
  const { access } = steward.runtime;
  const { id } = await makeKey(steward, cookie, 'viewer');
  const { actor } = await ownerScope(steward, cookie);
  const second = await access.createWorkspace(actor, 'Office');
  await expect(access.revokeKey({ actor, workspace: second }, id)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await access.listKeys(second.id)).toEqual([]);
});
