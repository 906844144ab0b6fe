import type { Cookies } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { dropFlash, readFlash, setFlash } from './flash.ts';

const url = new URL('http://steward.test/review');

/** A browser's cookies: the values, and with which options each was last set. */
function openCookies(values: Record<string, string> = {}) {
  const kept = new Map(Object.entries(values));
  const options: Record<string, unknown>[] = [];
  const cookies = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string, given: Record<string, unknown>) => {
      kept.set(name, value);
      options.push(given);
    },
    delete: (name: string, given: Record<string, unknown>) => {
      kept.delete(name);
      options.push(given);
    },
  } as unknown as Cookies;
  return { cookies, options };
}

const done = { message: 'Northgate Market is Groceries', place: '/review' };

test('what was done last is told however often it is read, with no time after which it is gone', () => {
  const { cookies, options } = openCookies();
  setFlash({ cookies, url }, { ...done, undo: { kind: 'changeSetId', id: 'chg_1' } });
  const told = readFlash(cookies);
  expect(told).toMatchObject({ ...done, undo: { kind: 'changeSetId', id: 'chg_1' } });
  expect(readFlash(cookies)).toEqual(told);
  expect(options[0]).not.toHaveProperty('maxAge');
  expect(options[0]).not.toHaveProperty('expires');
});

test('the next action takes it away, and may tell another', () => {
  const { cookies } = openCookies();
  setFlash({ cookies, url }, { ...done, undo: { kind: 'changeSetId', id: 'chg_1' } });
  dropFlash({ cookies, url });
  expect(readFlash(cookies)).toBeNull();
  setFlash({ cookies, url }, { message: 'Undone: 1', place: '/review' });
  expect(readFlash(cookies)).toMatchObject({ message: 'Undone: 1' });
  expect(readFlash(cookies)).not.toHaveProperty('undo');
});

test('a text that is too long for a cookie is told in part', () => {
  const { cookies } = openCookies();
  const message = 'ẞ'.repeat(60_000);
  setFlash({ cookies, url }, { message, note: message, back: `/${message}`, place: '/review' });
  const told = readFlash(cookies);
  expect(told?.message).toBe(`${'ẞ'.repeat(120)}…`);
  expect(told).not.toHaveProperty('back');
  expect(encodeURIComponent(cookies.get('flash') ?? '').length).toBeLessThan(4_000);
});

test('where nothing is told, nothing is taken away', () => {
  const { cookies, options } = openCookies();
  dropFlash({ cookies, url });
  expect(options).toEqual([]);
});

test.each(['', '{', 'null', '"text"', '{"message":"half"}', '{"id":1,"message":2,"place":3}'])(
  'a cookie that says %j tells nothing',
  (flash) => {
    expect(readFlash(openCookies({ flash }).cookies)).toBeNull();
  },
);
