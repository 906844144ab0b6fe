import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/index.ts';
import {
  beginsWeek,
  DEFAULT_PREFERENCES,
  describeDevice,
  hasSessionEnded,
  NewPassword,
  SignInCode,
  waysOfWriting,
} from './index.ts';

test('what a person left open is written as the workspace writes it', () => {
  const settings = { ...DEFAULT_SETTINGS, locale: 'de-AT', timeZone: 'Europe/Vienna' };
  expect(waysOfWriting(DEFAULT_PREFERENCES, settings)).toEqual({
    ...{ locale: 'de-AT', timeZone: 'Europe/Vienna', firstDayOfWeek: 'monday' },
  });
  const mine = { ...DEFAULT_PREFERENCES, locale: 'en-US', firstDayOfWeek: 'saturday' as const };
  expect(waysOfWriting(mine, settings)).toMatchObject({ locale: 'en-US', firstDayOfWeek: 'saturday' });
});

// First days from the Unicode CLDR, supplemental weekData.
test.each([
  ['en-US', 'sunday'],
  ['en-GB', 'monday'],
  ['ar-EG', 'saturday'],
  ['pt', 'sunday'],
  ['de', 'monday'],
])('a week begins in %s on %s', (locale, day) => {
  expect(waysOfWriting({ ...DEFAULT_PREFERENCES, locale }, DEFAULT_SETTINGS).firstDayOfWeek).toBe(day);
});

test('the date that begins a week is found', () => {
  expect(beginsWeek('2026-11-23', 'monday')).toBe(true);
  expect(beginsWeek('2026-11-22', 'sunday')).toBe(true);
  expect(beginsWeek('2026-11-22', 'monday')).toBe(false);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36', 'Chrome on Linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/141.0 Safari/537.36 Edg/141.0', 'Edge on Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iPhone'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko Firefox/140.0', 'Firefox on Mac'],
  ['curl/8.1', 'Unknown device'],
  [null, 'Unknown device'],
])('%s is called %s', (userAgent, name) => {
  expect(describeDevice(userAgent)).toBe(name);
});

test.each(['short', 'eleven char', 'aaaaaaaaaaaa', 'abcdabcdabcd'])(
  '%s is refused as a password',
  (password) => {
    expect(NewPassword.safeParse(password).success).toBe(false);
  },
);

test('a password may be long, and of any characters', () => {
  for (const password of [
    'twelve chars',
    'ü 漢字 🦜 пароль',
    'x'.repeat(60) + '12345',
    'ab cd'.padEnd(128, '~'),
  ]) {
    expect(NewPassword.parse(password)).toBe(password);
  }
  expect(NewPassword.safeParse('abcde'.padEnd(129, '~')).success).toBe(false);
});

test('a session ends a week after its last use, and a month after it began however much it is used', () => {
  const createdAt = new Date('2026-11-01T00:00:00Z');
  const at = (day: number) => new Date(createdAt.getTime() + day * 86_400_000);
  expect(hasSessionEnded({ createdAt, lastUsedAt: at(6) }, at(12.9))).toBe(false);
  expect(hasSessionEnded({ createdAt, lastUsedAt: at(6) }, at(13))).toBe(true);
  expect(hasSessionEnded({ createdAt, lastUsedAt: null }, at(7))).toBe(true);
  expect(hasSessionEnded({ createdAt, lastUsedAt: at(29.9) }, at(30))).toBe(true);
});

test('a code may be typed with spaces, dashes and capitals', () => {
  expect(SignInCode.parse({ token: 't', code: '123 456' }).code).toBe('123456');
  expect(SignInCode.parse({ token: 't', code: 'ABCD-efgh-2345-7777-wxyz-2222' }).code).toBe(
    'abcdefgh23457777wxyz2222',
  );
  expect(SignInCode.safeParse({ token: 't', code: '12345' }).success).toBe(false);
});
