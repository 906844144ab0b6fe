import { afterEach, beforeEach, expect, test } from 'vitest';
import { cookieOf, ownedSteward, OWNER, requestFrom, type TestSteward } from '../access/steward.ts';

const HOME = '198.51.100.1';
const DAY_MS = 86_400_000;

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

const credentials = { email: OWNER.email, password: OWNER.password };

const isSignedIn = async (of = cookie) =>
  (await steward.runtime.access.identify(requestFrom(HOME, { cookie: of }))).identity !== null;

function wait(days: number): void {
  steward.now.at = new Date(steward.now.at.getTime() + days * DAY_MS);
}

test('a session that nobody used for a week has ended', async () => {
  wait(6);
  expect(await isSignedIn()).toBe(true);
  wait(6.9);
  expect(await isSignedIn()).toBe(true);
  wait(7.1);
  expect(await isSignedIn()).toBe(false);
});

test('a session ends a month after it began, however much it is used', async () => {
  for (let day = 0; day < 29; day++) {
    wait(1);
    expect(await isSignedIn()).toBe(true);
  }
  wait(1.1);
  expect(await isSignedIn()).toBe(false);
});

test('whoever signs in gets a new session, whatever cookie they came with', async () => {
  const planted = 'steward.session_token=planted.by-somebody';
  const request = requestFrom(HOME, { cookie: planted });
  const { setCookies } = await steward.runtime.access.signIn(request, credentials);
  expect(cookieOf(setCookies)).not.toContain('planted');
  expect(await isSignedIn(planted)).toBe(false);
  const again = await steward.runtime.access.signIn(requestFrom(HOME, { cookie }), credentials);
  expect(cookieOf(again.setCookies)).not.toBe(cookie);
});

test('a session token is long and random, and a changed one opens nothing', async () => {
  const tokens = new Set<string>();
  for (let turn = 0; turn < 4; turn++) {
    const { setCookies } = await steward.runtime.access.signIn(requestFrom(HOME), credentials);
    const value = decodeURIComponent(cookieOf(setCookies).split('=').slice(1).join('='));
    tokens.add(value.split('.')[0] ?? '');
  }
  expect(tokens.size).toBe(4);
  for (const token of tokens) expect(token.length).toBeGreaterThanOrEqual(32);
  const cut = cookie.replace(
    /session_token=(.)/,
    (_all, first) => `session_token=${first === 'a' ? 'b' : 'a'}`,
  );
  expect(await isSignedIn(cut)).toBe(false);
});

test('over TLS the cookie is bound to this host, and over plain http it is not Secure', async () => {
  const { access } = steward.runtime;
  const secure = await access.signIn({ ...requestFrom(HOME), isSecure: true }, credentials);
  const plain = await access.signIn(requestFrom(HOME), credentials);
  for (const one of secure.setCookies) {
    expect(one).toMatch(/^__Host-steward\./);
    expect(one).toMatch(/; Secure/i);
    expect(one).toMatch(/; Path=\/(;|$)/i);
    expect(one).not.toMatch(/; Domain=/i);
  }
  for (const one of plain.setCookies) expect(one).not.toMatch(/__Host-|Secure/i);
  const over = { ...requestFrom(HOME, { cookie: cookieOf(secure.setCookies) }), isSecure: true };
  expect((await access.identify(over)).identity).not.toBeNull();
  await access.signOut(over);
  expect((await access.identify(over)).identity).toBeNull();
});

test('a session in the address opens nothing', async () => {
  const found = await steward.runtime.access.identify({
    ...requestFrom(HOME, { referer: `http://localhost/?${cookie}` }),
  });
  expect(found.identity).toBeNull();
});
