import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  callProcedure,
  clientWith,
  makeKey,
  ownedSteward,
  ownerScope,
  requestFrom,
  type TestSteward,
} from './steward.ts';

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

test('a key works from another app, as what it is', async () => {
  const { key } = await makeKey(steward, cookie, 'viewer');
  const who = await clientWith(steward, key).access.whoAmI.query();
  expect(who.user).toBeNull();
  expect(who.workspace).toMatchObject({ name: 'Alder House', role: 'viewer' });
  expect(who.workspaces).toEqual([who.workspace]);
});

test('a key is taken from the header Authorization too', async () => {
  const { key } = await makeKey(steward, cookie, 'admin');
  const { identity } = await steward.runtime.access.identify(
    requestFrom('10.0.0.1', { authorization: `Bearer ${key}` }),
  );
  expect(identity?.actor).toMatchObject({ kind: 'key', name: 'admin key' });
});

test('a revoked key is refused at once, though it was just used', async () => {
  const { id, key } = await makeKey(steward, cookie, 'reviewer');
  const request = requestFrom('10.0.0.1', { 'x-api-key': key });
  expect((await steward.runtime.access.identify(request)).identity).not.toBeNull();
  await steward.runtime.access.revokeKey(await ownerScope(steward, cookie), id);
  await expect(clientWith(steward, key).settings.get.query()).rejects.toMatchObject({
    data: { code: 'UNAUTHORIZED', httpStatus: 401, reason: 'key_refused' },
  });
});

test('a wrong key is refused even beside a good cookie', async () => {
  const request = requestFrom('198.51.100.1', { cookie, 'x-api-key': 'stw_wrong' });
  await expect(steward.runtime.access.identify(request)).rejects.toMatchObject({ reason: 'key_refused' });
});

test('a viewer key reads settings and does not change them', async () => {
  const { key } = await makeKey(steward, cookie, 'viewer');
  const client = clientWith(steward, key);
  expect(await client.settings.get.query()).toMatchObject({ baseCurrency: 'EUR' });
  await expect(client.settings.update.mutate({ patch: { locale: 'de-AT' } })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN', reason: 'role', details: { role: 'viewer', action: 'settings:write' } },
  });
});

test('what a key changed is on record with before and after under its name', async () => {
  const { id, key } = await makeKey(steward, cookie, 'admin');
  await clientWith(steward, key).settings.update.mutate({ patch: { locale: 'de-AT', monthStartDay: 1 } });
  const db = await steward.runtime.workspaces.open((await ownerScope(steward, cookie)).workspace.id);
  const records = await db.write((tx) =>
    tx.execute(
      `select actor, payload from audit_record join audit_payload using (seq) where system = 'settings'`,
    ),
  );
  expect(JSON.parse(records.rows[0]?.actor as string)).toEqual({ kind: 'key', id, name: 'admin key' });
  expect(JSON.parse(records.rows[0]?.payload as string)).toEqual({
    ...{ change: 'settings_updated', before: { locale: 'en-GB' }, after: { locale: 'de-AT' } },
  });
});

test('a key makes neither keys nor workspaces', async () => {
  const { key } = await makeKey(steward, cookie, 'admin');
  const client = clientWith(steward, key);
  const person = { data: { reason: 'person_needed' } };
  await expect(client.access.createKey.mutate({ name: 'Child', role: 'admin' })).rejects.toMatchObject(
    person,
  );
  await expect(client.access.createWorkspace.mutate({ name: 'Mine' })).rejects.toMatchObject(person);
});

test('the list of keys shows where each begins and never the key', async () => {
  const { key } = await makeKey(steward, cookie, 'viewer');
  const { text } = await callProcedure(steward, {
    ...{ path: 'access.listKeys', type: 'query', input: null, headers: { cookie } },
  });
  expect(text).toContain(key.slice(0, 8));
  expect(text).not.toContain(key);
});
