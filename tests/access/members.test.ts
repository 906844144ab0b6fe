import { readAuditRange } from '@steward/db/audit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPerson, invite, KIM } from './people.ts';
import {
  callProcedure,
  makeKey,
  ownedSteward,
  OWNER,
  ownerScope,
  requestFrom,
  type TestSteward,
} from './steward.ts';

const KIT = { name: 'Kit', email: 'kit@example.org', password: 'third battery staple' };

let steward: TestSteward;
let cookie: string;
let kim: string;
let kimId: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
  kim = await addPerson(steward, cookie, { ...KIM, role: 'admin' });
  kimId = (await ownerScope(steward, kim)).actor.id;
});

afterEach(() => steward.stop());

/** A procedure over HTTP with the cookie of a session, as a browser sends it. */
const ask = (of: string, path: string, input: unknown) =>
  callProcedure(steward, {
    ...{ path, input, headers: { cookie: of } },
    type: /\.(list|get|history)/.test(path) ? 'query' : 'mutation',
  });

async function rolesNow(): Promise<string[]> {
  const { workspace } = await ownerScope(steward, cookie);
  const members = await steward.runtime.access.listMembers(workspace.id);
  return members.map(({ name, role }) => `${name} ${role}`);
}

test('a new role is in force at the next request', async () => {
  expect((await ask(kim, 'settings.update', { patch: { monthStartDay: 3 } })).status).toBe(200);
  expect((await ask(cookie, 'access.changeRole', { userId: kimId, role: 'viewer' })).status).toBe(200);
  expect(await ask(kim, 'settings.update', { patch: { monthStartDay: 4 } })).toMatchObject({
    ...{ status: 403, reason: 'role' },
  });
  expect((await ask(kim, 'settings.get', undefined)).status).toBe(200);
});

test('somebody who was removed sees nothing at the next request, and their key stays', async () => {
  const key = await makeKey(steward, kim, 'viewer');
  expect((await ask(cookie, 'access.removeMember', { userId: kimId })).status).toBe(200);
  expect(await ask(kim, 'settings.get', undefined)).toMatchObject({ status: 403, reason: 'no_workspace' });
  const { identity } = await steward.runtime.access.identify(
    requestFrom('10.0.0.1', { 'x-api-key': key.key }),
  );
  expect(identity?.workspace?.name).toBe('Alder House');
  expect(await rolesNow()).toEqual(['Ada owner']);
});

test('the links of an admin who was removed or demoted let nobody in any more', async () => {
  const token = await invite(steward, kim, { email: 'kit@example.org', role: 'admin' });
  await ask(cookie, 'access.changeRole', { userId: kimId, role: 'reviewer' });
  const opening = steward.runtime.access.openInvitation(requestFrom('198.51.100.7'), token);
  await expect(opening).rejects.toMatchObject({ reason: 'invitation_withdrawn' });
});

test('the only owner neither leaves nor is removed nor changes their role', async () => {
  const { actor } = await ownerScope(steward, cookie);
  const wishes = [
    ['access.leaveWorkspace', undefined],
    ['access.removeMember', { userId: actor.id }],
    ['access.changeRole', { userId: actor.id, role: 'admin' }],
  ] as const;
  for (const [path, input] of wishes) {
    expect(await ask(cookie, path, input)).toMatchObject({ status: 409, reason: 'last_owner' });
  }
  expect(await ask(kim, 'access.removeMember', { userId: actor.id })).toMatchObject({
    ...{ status: 403, reason: 'owner_untouchable' },
  });
  expect(await rolesNow()).toEqual(['Ada owner', 'Kim admin']);
});

test('of two owners who leave at the same moment one stays', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  await access.transferOwnership(scope, { userId: kimId, staysOwner: true, password: OWNER.password });
  const left = await Promise.allSettled([
    access.leaveWorkspace(scope),
    access.leaveWorkspace(await ownerScope(steward, kim)),
  ]);
  expect(left.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect((await access.listMembers(scope.workspace.id)).map(({ role }) => role)).toEqual(['owner']);
});

test('anybody else may leave', async () => {
  expect((await ask(kim, 'access.leaveWorkspace', undefined)).status).toBe(200);
  expect(await rolesNow()).toEqual(['Ada owner']);
});

test('ownership is handed over with the password alone, and then the other one owns the workspace', async () => {
  const transfer = (of: string, password: string, userId = kimId) =>
    ask(of, 'access.transferOwnership', { userId, password });
  expect(await transfer(cookie, 'not the password')).toMatchObject({ status: 403, reason: 'wrong_password' });
  expect(await transfer(kim, KIM.password)).toMatchObject({ status: 403, reason: 'role' });
  expect(await transfer(cookie, OWNER.password, 'nobody')).toMatchObject({ status: 404, reason: 'member' });
  expect(await rolesNow()).toEqual(['Ada owner', 'Kim admin']);
  expect((await transfer(cookie, OWNER.password)).status).toBe(200);
  expect(await rolesNow()).toEqual(['Ada admin', 'Kim owner']);
});

test('a wrong password ends the tries after five, whatever comes then', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  const transfer = (password: string) =>
    access.transferOwnership(scope, { userId: kimId, staysOwner: false, password });
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(transfer('wrong')).rejects.toMatchObject({ reason: 'wrong_password' });
  }
  await expect(transfer(OWNER.password)).rejects.toMatchObject({ reason: 'password_limit' });
});

test('a key changes nobody’s access, not even an admin’s', async () => {
  const { key } = await makeKey(steward, cookie, 'admin');
  const byKey = (path: string, input: unknown) =>
    callProcedure(steward, { path, type: 'mutation', input, headers: { 'x-api-key': key } });
  const refused = { status: 403, reason: 'person_needed' };
  expect(await byKey('access.removeMember', { userId: kimId })).toMatchObject(refused);
  expect(await byKey('access.changeRole', { userId: kimId, role: 'viewer' })).toMatchObject(refused);
  expect(await byKey('access.inviteMember', { email: KIT.email })).toMatchObject(refused);
  expect(await rolesNow()).toEqual(['Ada owner', 'Kim admin']);
});

test('a person of another workspace can be neither changed nor removed from here', async () => {
  const { access } = steward.runtime;
  const kit = await addPerson(steward, cookie, { ...KIT, role: 'viewer' });
  const { actor } = await ownerScope(steward, kit);
  const other = await access.createWorkspace(actor, 'Kit’s own');
  const scope = { actor, workspace: other };
  await expect(access.removeMember(scope, kimId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(access.changeRole(scope, { userId: kimId, role: 'viewer' })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await access.listMembers(other.id)).map(({ name }) => name)).toEqual(['Kit']);
});

test('when somebody was seen last is told of the workspace that they worked in', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  const second = await access.createWorkspace(scope.actor, 'Office');
  const seen = async (workspaceId: string) =>
    (await access.listMembers(workspaceId)).map(({ name, seenAt }) => [name, seenAt !== null]);
  expect(await seen(scope.workspace.id)).toEqual([
    ['Ada', true],
    ['Kim', true],
  ]);
  expect(await seen(second.id)).toEqual([['Ada', false]]);
  await access.switchWorkspace(requestFrom('198.51.100.1', { cookie }), second.id);
  expect(await seen(second.id)).toEqual([['Ada', true]]);
});

test('each change stands in the chain with before and after', async () => {
  await ask(cookie, 'access.changeRole', { userId: kimId, role: 'viewer' });
  await ask(cookie, 'access.transferOwnership', { userId: kimId, password: OWNER.password });
  await ask(cookie, 'access.leaveWorkspace', undefined);
  const { workspace, actor } = await ownerScope(steward, kim);
  const db = await steward.runtime.workspaces.open(workspace.id);
  const records = await db.read((orm) => readAuditRange(orm, 1, 100));
  const told = records.filter(({ action }) => action === 'member').slice(-3);
  const adaId = told[0]?.actor.id ?? '';
  expect(told.map(({ subject, payload }) => [subject, payload])).toEqual([
    [actor.id, { change: 'role_changed', name: 'Kim', before: 'admin', after: 'viewer' }],
    [
      actor.id,
      {
        ...{ change: 'ownership_transferred', name: 'Kim', from: 'Ada' },
        before: { [adaId]: 'owner', [actor.id]: 'viewer' },
        after: { [adaId]: 'admin', [actor.id]: 'owner' },
      },
    ],
    [adaId, { change: 'member_left', name: 'Ada', before: 'admin', after: null }],
  ]);
});
