import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeAt, wrongCodeAt } from './authenticator.ts';
import {
  cookieOf,
  ownedSteward,
  OWNER,
  ownerScope,
  requestFrom,
  startSteward,
  type TestSteward,
} from './steward.ts';

const HOME = '198.51.100.1';
const NEXT_PASSWORD = 'a quite different one';

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

const account = () => steward.runtime.access.account;
const withCookie = (of = cookie) => requestFrom(HOME, { cookie: of });
const wait = (seconds: number) => {
  steward.now.at = new Date(steward.now.at.getTime() + seconds * 1_000);
};
const signIn = (address = HOME, password = OWNER.password) =>
  steward.runtime.access.signIn(requestFrom(address), { email: OWNER.email, password });
const isSignedIn = async (of: string) =>
  (await steward.runtime.access.identify(withCookie(of))).identity !== null;

/** Another device of the owner. */
async function signInElsewhere(): Promise<string> {
  return cookieOf((await signIn()).setCookies);
}

async function enableTwoFactor() {
  const { secret } = await account().startTwoFactor(withCookie(), {});
  const made = await account().confirmTwoFactor(withCookie(), { code: codeAt(secret, steward.now.at) });
  cookie = cookieOf(made.setCookies);
  wait(60);
  return { secret, recoveryCodes: made.recoveryCodes.map((code) => code.replaceAll('-', '')) };
}

async function beginSignIn(address = HOME): Promise<string> {
  const { codeToken, setCookies } = await signIn(address);
  expect(setCookies).toEqual([]);
  return codeToken ?? '';
}

const enter = (code: string, token: string, address = HOME) =>
  account().signInWithCode(requestFrom(address), { token, code });

async function accountEvents() {
  const { workspace } = await ownerScope(steward, cookie);
  const db = await steward.runtime.workspaces.open(workspace.id);
  const { rows } = await db.write((tx) =>
    tx.execute(
      `select payload from audit_record join audit_payload using (seq) where action = 'account' order by seq`,
    ),
  );
  return rows.map(({ payload }) => (JSON.parse(payload as string) as { change: string }).change);
}

test('with two-factor sign-in a password alone opens nothing, and the code of now does', async () => {
  const before = cookie;
  const { secret } = await enableTwoFactor();
  expect(await isSignedIn(before)).toBe(false);
  const token = await beginSignIn();
  await expect(enter(wrongCodeAt(secret, steward.now.at), token)).rejects.toMatchObject({
    reason: 'wrong_code',
  });
  const { setCookies } = await enter(codeAt(secret, steward.now.at), token);
  expect(await isSignedIn(cookieOf(setCookies))).toBe(true);
  expect(await accountEvents()).toEqual(['two_factor_enabled']);
});

test('a code opens once, though its 30 seconds are not over, and so does what the password began', async () => {
  const { secret } = await enableTwoFactor();
  const code = codeAt(secret, steward.now.at);
  const token = await beginSignIn();
  await enter(code, token);
  await expect(enter(code, token)).rejects.toMatchObject({ reason: 'sign_in_again' });
  await expect(enter(code, await beginSignIn())).rejects.toMatchObject({ reason: 'wrong_code' });
});

test('of two who enter the same code at once, one is let in', async () => {
  const { secret } = await enableTwoFactor();
  const tokens = [await beginSignIn(), await beginSignIn()];
  const code = codeAt(secret, steward.now.at);
  const both = await Promise.allSettled(tokens.map((token) => enter(code, token)));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a recovery code opens once, and new ones replace those of before', async () => {
  const { secret, recoveryCodes } = await enableTwoFactor();
  const [first = '', second = ''] = recoveryCodes;
  expect(recoveryCodes).toHaveLength(10);
  await enter(first, await beginSignIn());
  await expect(enter(first, await beginSignIn())).rejects.toMatchObject({ reason: 'wrong_code' });
  expect((await account().overview(withCookie())).twoFactor?.recoveryCodesLeft).toBe(9);
  await account().renewRecoveryCodes(withCookie(), {
    ...{ password: OWNER.password, code: codeAt(secret, steward.now.at) },
  });
  await expect(enter(second, await beginSignIn())).rejects.toMatchObject({ reason: 'wrong_code' });
});

test('a recovery code has 120 bits', async () => {
  const { recoveryCodes } = await enableTwoFactor();
  // Each character is one of 32.
  for (const code of recoveryCodes) expect(code.replaceAll('-', '')).toMatch(/^[a-z2-7]{24}$/);
  expect(new Set(recoveryCodes).size).toBe(recoveryCodes.length);
});

test('two-factor sign-in is turned off with both password and code', async () => {
  const { secret } = await enableTwoFactor();
  const code = codeAt(secret, steward.now.at);
  const off = (password: string, given: string) =>
    account().disableTwoFactor(withCookie(), { password, code: given });
  await expect(off('wrong password', code)).rejects.toMatchObject({ reason: 'wrong_password' });
  await expect(off(OWNER.password, wrongCodeAt(secret, steward.now.at))).rejects.toMatchObject({
    reason: 'wrong_code',
  });
  await off(OWNER.password, code);
  expect((await signIn()).codeToken).toBeNull();
});

test('someone elsewhere who has the password and guesses codes cannot lock the owner out', async () => {
  const { secret } = await enableTwoFactor();
  const reasons = new Set<string>();
  for (let guess = 0; guess < 24; guess++) {
    const address = `203.0.113.${guess}`;
    const token = await beginSignIn(address);
    const refusal: unknown = await enter(wrongCodeAt(secret, steward.now.at), token, address).catch(
      (error: unknown) => error,
    );
    reasons.add((refusal as { reason: string }).reason);
  }
  expect([...reasons]).toEqual(['wrong_code', 'sign_in_limit']);
  const { setCookies } = await enter(codeAt(secret, steward.now.at), await beginSignIn());
  expect(await isSignedIn(cookieOf(setCookies))).toBe(true);
}, 60_000);

test('five wrong codes end what the password began', async () => {
  const { secret } = await enableTwoFactor();
  const token = await beginSignIn();
  for (let guess = 0; guess < 5; guess++) {
    await enter(wrongCodeAt(secret, steward.now.at), token).catch(() => undefined);
  }
  await expect(enter(codeAt(secret, steward.now.at), token)).rejects.toMatchObject({
    reason: 'sign_in_again',
  });
});

test('a new password ends the other sessions, and this one goes on under a new id', async () => {
  const other = await signInElsewhere();
  const input = { current: OWNER.password, next: NEXT_PASSWORD, endOthers: true };
  await expect(
    account().changePassword(withCookie(), { ...input, current: 'wrong password' }),
  ).rejects.toMatchObject({ reason: 'wrong_password' });
  const { setCookies } = await account().changePassword(withCookie(), input);
  const renewed = cookieOf(setCookies);
  expect(await Promise.all([cookie, other, renewed].map(isSignedIn))).toEqual([false, false, true]);
  await expect(signIn()).rejects.toMatchObject({ reason: 'wrong_credentials' });
  expect((await signIn(HOME, NEXT_PASSWORD)).codeToken).toBeNull();
  cookie = renewed;
  expect(await accountEvents()).toEqual(['password_changed']);
});

test('a new password makes worthless what the old one began', async () => {
  const { secret } = await enableTwoFactor();
  const token = await beginSignIn();
  const input = { current: OWNER.password, next: NEXT_PASSWORD, endOthers: false };
  await account().changePassword(withCookie(), input);
  await expect(enter(codeAt(secret, steward.now.at), token)).rejects.toMatchObject({
    reason: 'sign_in_again',
  });
});

test('a revoked session is refused at once; nobody ends one of someone else', async () => {
  const other = await signInElsewhere();
  const { sessions } = await account().overview(withCookie());
  expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1);
  const found = sessions.find(({ isThis }) => !isThis);
  await account().revokeSession(withCookie(), { id: found?.id ?? '' });
  expect(await isSignedIn(other)).toBe(false);
  expect(await isSignedIn(cookie)).toBe(true);
  await expect(account().revokeSession(withCookie(), { id: 'of nobody' })).rejects.toMatchObject({
    reason: 'session',
  });
  await expect(account().overview(requestFrom(HOME))).rejects.toMatchObject({ reason: 'no_credentials' });
});

test('ending all other sessions asks for the password when it was shown long ago', async () => {
  const other = await signInElsewhere();
  wait(11 * 60);
  await expect(account().revokeOtherSessions(withCookie(), {})).rejects.toMatchObject({
    reason: 'confirmation_needed',
  });
  expect(await isSignedIn(other)).toBe(true);
  await account().revokeOtherSessions(withCookie(), { password: OWNER.password });
  expect(await isSignedIn(other)).toBe(false);
  expect((await account().overview(withCookie())).isFresh).toBe(true);
});

test('preferences are kept, one by one, and are on record', async () => {
  const { actor } = await ownerScope(steward, cookie);
  await account().updatePreferences(actor.id, { patch: { theme: 'dark', locale: 'de-AT' } });
  await account().updatePreferences(actor.id, { patch: { timeZone: 'Europe/Vienna' } });
  expect(await account().preferences(actor.id)).toEqual({
    ...{ theme: 'dark', density: 'compact', locale: 'de-AT' },
    ...{ timeZone: 'Europe/Vienna', firstDayOfWeek: null },
  });
  expect(await accountEvents()).toEqual(['preferences_updated', 'preferences_updated']);
});

test('a rotated secret ends every session, and second factors go on', async () => {
  const { secret } = await enableTwoFactor();
  await steward.runtime.close();
  const path = join(steward.folder, 'secret');
  const before = readFileSync(path, 'utf8');
  const newest = randomBytes(48).toString('base64url');
  writeFileSync(path, `${newest}\n${before}\n`);
  steward = await startSteward(steward.folder);
  expect(readFileSync(path, 'utf8')).toBe(newest);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await isSignedIn(cookie)).toBe(false);
  wait(120);
  await enter(codeAt(secret, steward.now.at), await beginSignIn());
});

test('a passkey answer that nobody asked for is refused', async () => {
  const request = { ...requestFrom(HOME), origin: 'http://localhost:3000' };
  const { token } = await account().startPasskeySignIn(request);
  for (const answer of ['{}', 'not json', '{"id":"x","response":{}}']) {
    await expect(account().finishPasskeySignIn(request, { token, answer })).rejects.toMatchObject({
      reason: 'passkey_refused',
    });
  }
});
