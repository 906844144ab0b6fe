import { createVerifier, verifyRecord } from '@steward/core/audit';
import { readAuditRange } from '@steward/db/audit';
import { readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPerson, invite, join, KIM, passMinute, tokenIn } from './people.ts';
import { ownedSteward, OWNER, ownerScope, requestFrom, type TestSteward } from './steward.ts';

const DAY_MS = 86_400_000;

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

const open = (token: string, address = '198.51.100.7') =>
  steward.runtime.access.openInvitation(requestFrom(address), token);

test('a stranger with a link makes an account and lands in the workspace with the role of the invitation', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  expect(await open(token)).toMatchObject({
    ...{ workspaceName: 'Alder House', invitedBy: OWNER.name, role: 'viewer', boundTo: null },
  });
  const kim = await ownerScope(steward, await join(steward, token));
  expect(kim.workspace).toMatchObject({ name: 'Alder House', role: 'viewer' });
  expect(kim.actor.name).toBe('Kim');
});

test('a link that was handed over lets in whoever has it, under an address of their own', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'reviewer' });
  const came = await ownerScope(
    steward,
    await join(steward, token, { ...KIM, email: 'kim.private@example.org' }),
  );
  const members = await steward.runtime.access.listMembers(came.workspace.id);
  expect(members.map(({ email, role }) => [email, role])).toEqual([
    [OWNER.email, 'owner'],
    ['kim.private@example.org', 'reviewer'],
  ]);
});

test('a signed-in person comes in by the link, works there at once, and sees one workspace at a time', async () => {
  const { access } = steward.runtime;
  const kim = await addPerson(steward, cookie, { ...KIM, role: 'viewer' });
  const { actor } = await ownerScope(steward, cookie);
  const office = await access.createWorkspace(actor, 'Office');
  const { link } = await access.inviteMember(
    { actor, workspace: office },
    { email: KIM.email, role: 'admin' },
  );
  passMinute(steward);
  await access.joinAsMember(requestFrom('198.51.100.7', { cookie: kim }), tokenIn(link));
  const here = await ownerScope(steward, kim);
  expect(here.workspace).toEqual({ id: office.id, name: 'Office', role: 'admin' });
  expect((await access.whoAmI(here.actor, office)).workspaces.map(({ name, role }) => [name, role])).toEqual([
    ['Alder House', 'viewer'],
    ['Office', 'admin'],
  ]);
  const db = await steward.runtime.workspaces.open(office.id);
  const records = await db.read((orm) => readAuditRange(orm, 1, 100));
  expect(JSON.stringify(records)).not.toContain('Alder House');
  expect((await access.listMembers(office.id)).map(({ name }) => name)).toEqual(['Ada', 'Kim']);
});

test('a link works once', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  await join(steward, token);
  await expect(join(steward, token, { ...KIM, email: 'kit@example.org' })).rejects.toMatchObject({
    reason: 'invitation_used',
  });
  await expect(
    steward.runtime.access.signIn(requestFrom('198.51.100.9'), {
      email: 'kit@example.org',
      password: KIM.password,
    }),
  ).rejects.toMatchObject({ reason: 'wrong_credentials' });
});

test('of two who use a link at the same moment one comes in, and the other has no account', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  const both = await Promise.allSettled([
    join(steward, token),
    join(steward, token, { ...KIM, email: 'kit@example.org' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { workspace } = await ownerScope(steward, cookie);
  expect(await steward.runtime.access.listMembers(workspace.id)).toHaveLength(2);
  const again = await invite(steward, cookie, { email: 'third@example.org', role: 'viewer' });
  await join(steward, again, { ...KIM, email: 'kit@example.org' }).catch(() =>
    join(steward, again, { ...KIM, email: 'kim@example.org' }),
  );
});

test('an expired, a withdrawn, a renewed and a mistyped link each say so', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  const expired = await invite(steward, cookie, { email: 'one@example.org', role: 'viewer' });
  const { items } = await access.listInvitations(scope.workspace.id);
  const id = items[0]?.id ?? '';
  steward.now.at = new Date(steward.now.at.getTime() + 7 * DAY_MS);
  await expect(open(expired)).rejects.toMatchObject({ reason: 'invitation_expired' });
  const renewed = tokenIn((await access.renewInvitation(scope, { id, by: 'link' })).link);
  await expect(open(expired)).rejects.toMatchObject({ reason: 'invitation_unknown' });
  expect(await open(renewed)).toMatchObject({ role: 'viewer' });
  await access.withdrawInvitation(scope, id);
  await expect(open(renewed)).rejects.toMatchObject({ reason: 'invitation_withdrawn' });
  await expect(join(steward, renewed)).rejects.toMatchObject({ reason: 'invitation_withdrawn' });
  for (const wrong of ['x', `${id}.x`, `${renewed}x`, renewed.slice(0, -1), id]) {
    await expect(open(wrong)).rejects.toMatchObject({ reason: 'invitation_unknown' });
  }
  expect((await access.listInvitations(scope.workspace.id)).items).toEqual([]);
});

test('guessing links ends after twenty tries from one address, and right ones do not count', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  for (let look = 0; look < 30; look++) await open(token);
  for (let guess = 0; guess < 20; guess++) {
    await expect(open('inv_x.y', '203.0.113.5')).rejects.toMatchObject({ reason: 'invitation_unknown' });
  }
  await expect(open(token, '203.0.113.5')).rejects.toMatchObject({ code: 'too_many' });
  expect(await open(token)).toMatchObject({ role: 'viewer' });
});

test('somebody with an account is told to sign in, in words that fit a stranger too', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  await expect(join(steward, token, { ...KIM, email: OWNER.email })).rejects.toMatchObject({
    reason: 'no_new_account',
  });
  expect(await open(token)).toMatchObject({ role: 'viewer' });
});

test('nobody is invited twice, nor when they are in, nor comes in twice', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  const again = (email: string) => access.inviteMember(scope, { email, role: 'viewer' });
  await expect(again('kim@example.org')).rejects.toMatchObject({ reason: 'already_invited' });
  await expect(again(OWNER.email)).rejects.toMatchObject({ reason: 'already_member' });
  await expect(access.joinAsMember(requestFrom('198.51.100.1', { cookie }), token)).rejects.toMatchObject({
    reason: 'already_member',
  });
});

test('an invitation of one workspace is nothing in another', async () => {
  const { access } = steward.runtime;
  await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  const { actor, workspace } = await ownerScope(steward, cookie);
  const other = { actor, workspace: await access.createWorkspace(actor, 'Other') };
  const id = (await access.listInvitations(workspace.id)).items[0]?.id ?? '';
  expect((await access.listInvitations(other.workspace.id)).items).toEqual([]);
  await expect(access.withdrawInvitation(other, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(access.renewInvitation(other, { id, by: 'link' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the secret of a link lies nowhere in the data folder', async () => {
  const token = await invite(steward, cookie, { email: 'kim@example.org', role: 'viewer' });
  const secret = token.split('.')[1] ?? '';
  expect(secret).toHaveLength(43);
  const files = readdirSync(steward.folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    expect(readFileSync(joinPath(file.parentPath, file.name)).includes(secret)).toBe(false);
  }
  expect(steward.logged.join()).not.toContain(secret);
});

test('inviting, renewing, withdrawing and coming in stand in the chain of the workspace, which verifies', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  await addPerson(steward, cookie, { ...KIM, role: 'reviewer' });
  await invite(steward, cookie, { email: 'kit@example.org', role: 'viewer' });
  const id = (await access.listInvitations(scope.workspace.id)).items[0]?.id ?? '';
  await access.renewInvitation(scope, { id, by: 'link' });
  await access.withdrawInvitation(scope, id);
  const db = await steward.runtime.workspaces.open(scope.workspace.id);
  const records = await db.read((orm) => readAuditRange(orm, 1, 100));
  const verifier = createVerifier();
  expect(records.map((record) => verifyRecord(verifier, record)).filter(Boolean)).toEqual([]);
  const told = records.filter(({ action }) => action === 'member');
  expect(told.map(({ payload, actor }) => [payload?.change, actor.name])).toEqual([
    ['member_invited', 'Ada'],
    ['member_joined', 'Kim'],
    ['member_invited', 'Ada'],
    ['invitation_renewed', 'Ada'],
    ['invitation_withdrawn', 'Ada'],
  ]);
  expect(told[1]?.payload).toMatchObject({ before: null, after: 'reviewer', email: KIM.email });
});
