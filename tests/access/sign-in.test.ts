import { CreateKey } from '@steward/core/access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  cookieOf,
  OWNER,
  ownerScope,
  requestFrom,
  setUpOwner,
  startSteward,
  type TestSteward,
} from './steward.ts';

let steward: TestSteward;

beforeEach(async () => {
  steward = await startSteward();
});

afterEach(() => steward.stop());

const signInFrom = (address: string, password = OWNER.password) =>
  steward.runtime.access.signIn(requestFrom(address), { email: OWNER.email, password });

test('set-up works once, and only with the token of the printed link', async () => {
  const { access } = steward.runtime;
  const input = { ...OWNER, workspaceName: 'Home' };
  const wrong = access.setUp(requestFrom('10.0.0.1'), { ...input, token: 'guessed' });
  await expect(wrong).rejects.toMatchObject({ code: 'forbidden', reason: 'set_up_token' });
  const link = await access.setUpLink();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/setup\?token=[\w-]{32}$/);
  const token = new URL(link ?? '').searchParams.get('token') ?? '';
  const both = await Promise.allSettled([
    access.setUp(requestFrom('10.0.0.1'), { ...input, token }),
    access.setUp(requestFrom('10.0.0.2'), { ...input, email: 'eve@example.org', token }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await access.setUpLink()).toBeNull();
  const again = access.setUp(requestFrom('10.0.0.1'), { ...input, email: 'eve@example.org', token });
  await expect(again).rejects.toMatchObject({ reason: 'set_up_done' });
});

test('set-up signs in, and signing out ends the session on the server too', async () => {
  const { access } = steward.runtime;
  const cookie = await setUpOwner(steward);
  const request = requestFrom('198.51.100.1', { cookie });
  const { identity } = await access.identify(request);
  expect(identity).toMatchObject({
    user: { email: OWNER.email },
    workspace: { name: 'Alder House', role: 'owner' },
  });
  await access.signOut(request);
  expect((await access.identify(request)).identity).toBeNull();
});

test('a wrong password and an unknown address are told apart by nobody', async () => {
  await setUpOwner(steward);
  const refusals = await Promise.allSettled([
    signInFrom('10.0.0.1', 'wrong password'),
    steward.runtime.access.signIn(requestFrom('10.0.0.1'), {
      email: 'nobody@example.org',
      password: 'wrong password',
    }),
  ]);
  const messages = refusals.map((refusal) =>
    refusal.status === 'rejected' ? String(refusal.reason) : 'let in',
  );
  expect(messages[0]).toContain('Email or password is wrong.');
  expect(messages[1]).toBe(messages[0]);
});

test('after five wrong passwords from one address the sixth attempt waits, even with the right one', async () => {
  await setUpOwner(steward);
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(signInFrom('10.0.0.9', 'wrong password')).rejects.toMatchObject({
      reason: 'wrong_credentials',
    });
  }
  const refusal = await signInFrom('10.0.0.9').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'too_many', reason: 'sign_in_limit' });
  expect(String(refusal)).toMatch(/Try again in \d+ seconds?\./);
});

test('someone who guesses from elsewhere cannot lock the owner out', async () => {
  await setUpOwner(steward);
  const guesses = Array.from({ length: 110 }, (_, guess) =>
    signInFrom(`203.0.113.${guess}`, 'wrong password'),
  );
  const refusals = await Promise.allSettled(guesses);
  const limited = refusals.filter(
    (one) => one.status === 'rejected' && String(one.reason).includes('Too many'),
  );
  expect(limited.length).toBeGreaterThan(0);
  await expect(signInFrom('203.0.113.250')).rejects.toMatchObject({ reason: 'sign_in_limit' });
  const { setCookies } = await signInFrom('198.51.100.1');
  expect(cookieOf(setCookies)).toContain('session');
}, 60_000);

test('a forged forwarded header does not get around the limit', async () => {
  await setUpOwner(steward);
  const forged = (attempt: number) =>
    steward.runtime.access.signIn(requestFrom('10.0.0.9', { 'x-forwarded-for': `192.0.2.${attempt}` }), {
      ...{ email: OWNER.email, password: 'wrong password' },
    });
  const refusals = [];
  for (let attempt = 0; attempt < 6; attempt++)
    refusals.push(await forged(attempt).catch((error: unknown) => error));
  expect(refusals.at(-1)).toMatchObject({ reason: 'sign_in_limit' });
});

test('cookies are Secure over https, and unreadable to scripts always', async () => {
  await setUpOwner(steward);
  const input = { email: OWNER.email, password: OWNER.password };
  const plain = await steward.runtime.access.signIn(requestFrom('10.0.0.1'), input);
  const secure = await steward.runtime.access.signIn({ ...requestFrom('10.0.0.1'), isSecure: true }, input);
  expect(plain.setCookies.join()).not.toMatch(/Secure/);
  expect(secure.setCookies.join()).toMatch(/Secure/);
  for (const cookie of [...plain.setCookies, ...secure.setCookies]) {
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  }
});

/** Of a key that was made without saying more than its role. */
const RIGHTS = {
  role: 'viewer',
  actions: null,
  limitPerMinute: 6_000,
  allowedAddresses: [],
  expiresAt: null,
};

test('signing in and out, keys, names and settings stand in the audit chain', async () => {
  const { access, workspaces } = steward.runtime;
  const cookie = await setUpOwner(steward);
  const scope = await ownerScope(steward, cookie);
  const { id } = await access.createKey(scope, CreateKey.parse({ name: 'Till', role: 'viewer' }));
  await access.revokeKey(scope, id);
  await access.renameWorkspace(scope, 'Birch House');
  await access.signOut(requestFrom('198.51.100.1', { cookie }));
  const db = await workspaces.open(scope.workspace.id);
  const records = await db.write((tx) =>
    tx.execute(
      `select action, system, payload from audit_record join audit_payload using (seq) order by seq`,
    ),
  );
  const story = records.rows.map(({ action, payload }) => [action, JSON.parse(payload as string) as unknown]);
  expect(story).toEqual([
    ['configuration_change', { change: 'workspace_created', name: 'Alder House' }],
    ['sign_in', { address: '198.51.100.1', success: true }],
    ['key', { change: 'key_created', name: 'Till', ...RIGHTS }],
    ['key', { change: 'key_revoked', name: 'Till' }],
    ['configuration_change', { change: 'workspace_renamed', before: 'Alder House', after: 'Birch House' }],
    ['sign_out', { address: '198.51.100.1' }],
  ]);
});

test('no password, cookie or key is ever logged', async () => {
  const cookie = await setUpOwner(steward);
  const { key } = await steward.runtime.access.createKey(
    await ownerScope(steward, cookie),
    CreateKey.parse({ name: 'Till', role: 'viewer' }),
  );
  await signInFrom('10.0.0.1', 'wrong password').catch(() => undefined);
  await steward.runtime.access.identify(requestFrom('10.0.0.1', { 'x-api-key': key }));
  await steward.runtime.access
    .identify(requestFrom('10.0.0.1', { 'x-api-key': `${key}x` }))
    .catch(() => undefined);
  const log = steward.logged.join('');
  for (const secret of [OWNER.password, 'wrong password', key, cookie.split('=')[1] ?? cookie]) {
    expect(log).not.toContain(secret);
  }
});
