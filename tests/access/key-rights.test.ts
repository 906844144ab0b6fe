import { CreateKey } from '@steward/core/access';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { clientWith, ownedSteward, requestFrom, type TestSteward } from './steward.ts';

let steward: TestSteward;
let scope: Awaited<ReturnType<typeof ownedSteward>>['scope'];

beforeAll(async () => {
  ({ steward, scope } = await ownedSteward());
});
afterAll(() => steward.stop());

const make = (rights: Partial<z.input<typeof CreateKey>>) =>
  steward.runtime.access.createKey(scope, CreateKey.parse({ name: 'Till', role: 'admin', ...rights }));

const identify = (key: string, address = '198.51.100.1') =>
  steward.runtime.access.identify(requestFrom(address, { 'x-api-key': key }));

const later = (minutes: number) => {
  steward.now.at = new Date(steward.now.at.getTime() + minutes * 60_000);
};

test('a key with some rights may do these and nothing else of its role', async () => {
  const { key } = await make({ actions: ['ledger:read'] });
  const client = clientWith(steward, key);
  expect(await client.ledger.listAccounts.query()).toEqual([]);
  await expect(client.settings.get.query()).rejects.toMatchObject({ data: { reason: 'role' } });
  expect((await client.access.whoAmI.query()).workspace).toMatchObject({ actions: ['ledger:read'] });
});

test('rights do not go beyond the role', async () => {
  const { key } = await make({ role: 'viewer', actions: ['ledger:read', 'settings:write'] });
  const update = clientWith(steward, key).settings.update.mutate({ patch: { monthStartDay: 3 } });
  await expect(update).rejects.toMatchObject({ data: { reason: 'role' } });
});

test('a key ends when it was made to end, and stays in the list until it is revoked', async () => {
  const expiresAt = new Date(steward.now.at.getTime() + 60_000);
  const { id, key } = await make({ expiresAt });
  expect((await identify(key)).identity?.actor.id).toBe(id);
  later(1);
  await expect(identify(key)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'key_expired' });
  const listed = await steward.runtime.access.listKeys(scope.workspace.id);
  expect(listed.find((one) => one.id === id)).toMatchObject({ isExpired: true, expiresAt });
  await expect(make({ expiresAt })).rejects.toMatchObject({ reason: 'input' });
});

test('a key is refused from an address that it is not for', async () => {
  const { key } = await make({ allowedAddresses: ['10.0.0.0/8', '2001:db8::/32'] });
  expect((await identify(key, '10.1.2.3')).identity).not.toBeNull();
  expect((await identify(key, '2001:db8::7')).identity).not.toBeNull();
  await expect(identify(key, '11.1.2.3')).rejects.toMatchObject({ code: 'forbidden', reason: 'key_address' });
  await expect(identify(key, 'unknown')).rejects.toMatchObject({ reason: 'key_address' });
});

test('a key that asks too often is told how long to wait, and others are not kept out', async () => {
  const { key } = await make({ limitPerMinute: 3 });
  const limits = [];
  for (let asked = 0; asked < 3; asked++) limits.push((await identify(key)).limit?.remaining);
  expect(limits).toEqual([2, 1, 0]);
  await expect(identify(key)).rejects.toMatchObject({ code: 'too_many', reason: 'key_limit' });
  const other = await make({ limitPerMinute: 3 });
  expect((await identify(other.key)).limit).toMatchObject({ quota: 3, remaining: 2 });
});

test('a rotated key works on until the overlap is over, and the new one has the same rights', async () => {
  const rights = {
    role: 'viewer',
    actions: ['ledger:read'],
    limitPerMinute: 7,
    allowedAddresses: ['10.0.0.0/8'],
  } as const;
  const old = await make({
    ...rights,
    actions: [...rights.actions],
    allowedAddresses: [...rights.allowedAddresses],
  });
  const made = await steward.runtime.access.rotateKey(scope, { id: old.id, overlapMinutes: 30 });
  expect(made).toMatchObject({ ...rights, name: 'Till', expiresAt: null });
  expect(made.key).not.toBe(old.key);
  later(29);
  expect((await identify(old.key, '10.0.0.1')).identity).not.toBeNull();
  later(2);
  await expect(identify(old.key, '10.0.0.1')).rejects.toMatchObject({ reason: 'key_expired' });
  expect((await identify(made.key, '10.0.0.1')).identity).not.toBeNull();
  const again = steward.runtime.access.rotateKey(scope, { id: old.id, overlapMinutes: 30 });
  await expect(again).rejects.toMatchObject({ code: 'conflict', reason: 'key_not_current' });
});

test('what a key is and becomes stands in the audit chain, never the key', async () => {
  const { id, key } = await make({ limitPerMinute: 11 });
  await steward.runtime.access.rotateKey(scope, { id, overlapMinutes: 0 });
  const admin = await make({});
  const found = await clientWith(steward, admin.key).mlSystem.searchAuditLogs.query({
    action: 'key',
    subject: id,
  });
  expect(found.items.map(({ payload }) => payload?.change)).toEqual(['key_rotated', 'key_created']);
  expect(found.items[1]?.payload).toMatchObject({ limitPerMinute: 11, role: 'admin' });
  expect(JSON.stringify(found)).not.toContain(key);
});

test('a leaked key is recognised by its beginning', async () => {
  const { key, start } = await make({});
  expect(key).toMatch(/^stw_[A-Za-z]{64}$/);
  expect(key.startsWith(start)).toBe(true);
});
