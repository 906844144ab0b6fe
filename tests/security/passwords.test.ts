import { openControlDb, readPasswordHash, readUserByEmail } from '@steward/db/control';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OWNER, requestFrom, setUpOwner, startSteward, type TestSteward } from '../access/steward.ts';

let steward: TestSteward;

beforeEach(async () => {
  steward = await startSteward();
});

afterEach(() => steward.stop());

const change = (cookie: string, next: string) =>
  steward.runtime.access.account.changePassword(requestFrom('198.51.100.1', { cookie }), {
    ...{ current: OWNER.password, next, endOthers: false },
  });

test.each([
  'administrator',
  'Password12345',
  '!!!Dragon!!!2026',
  'qwertyuiopqwertyuiop',
  'ada@example.org',
  'manchester12',
])('%s is refused as a new password: it is guessed early', async (password) => {
  const cookie = await setUpOwner(steward);
  await expect(change(cookie, password)).rejects.toMatchObject({ reason: 'password_common' });
});

test('a common password is refused at the set-up too, and nobody is made', async () => {
  const link = await steward.runtime.access.setUpLink();
  const token = new URL(link ?? '').searchParams.get('token') ?? '';
  const input = { ...OWNER, password: 'password1234', token, workspaceName: 'Home' };
  const setUp = steward.runtime.access.setUp(requestFrom('198.51.100.1'), input);
  await expect(setUp).rejects.toMatchObject({ reason: 'password_common' });
  expect(await steward.runtime.access.setUpLink()).not.toBeNull();
});

test.each([
  'correct horse battery staple',
  'ein sehr langes Wort ohne Ziffern',
  '漢字とかなで十二文字以上書く',
])('%s is taken: no kind of character is demanded', async (password) => {
  const cookie = await setUpOwner(steward);
  await change(cookie, password);
  const input = { email: OWNER.email, password };
  const { setCookies } = await steward.runtime.access.signIn(requestFrom('198.51.100.1'), input);
  expect(setCookies).not.toEqual([]);
});

test('a password is not cut off: one that differs in its last character opens nothing', async () => {
  const cookie = await setUpOwner(steward);
  const long = `${'tin drum lamp '.repeat(8)}end of it`.slice(0, 120);
  await change(cookie, `${long}1`);
  const input = { email: OWNER.email, password: `${long}2` };
  await expect(steward.runtime.access.signIn(requestFrom('198.51.100.1'), input)).rejects.toMatchObject({
    reason: 'wrong_credentials',
  });
});

test('a password lies in the data folder as a salted scrypt hash alone', async () => {
  await setUpOwner(steward);
  const { orm, close } = await openControlDb(steward.folder);
  const user = await readUserByEmail(orm, OWNER.email);
  const hash = await readPasswordHash(orm, user?.id ?? '');
  close();
  expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
});
