import { AuditAction } from '@steward/core/audit';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ACTION_WORDS, describeChange, describeEntrance } from './change-words.ts';

const SOURCES = fileURLToPath(new URL('../../../../../packages/api', import.meta.url));

/** Every word for a change that a service writes into a record. */
const changes = globSync('src/**/*.ts', { cwd: SOURCES })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => readFileSync(`${SOURCES}/${file}`, 'utf8').split('\n'))
  .filter((line) => /\bchange(: '| = )/.test(line))
  .flatMap((line) => line.match(/'[a-z]+(_[a-z]+)+'/g) ?? [])
  .map((quoted) => quoted.slice(1, -1));

test.each(AuditAction.options)('the action %s is shown in plain words', (action) => {
  expect(ACTION_WORDS[action]).toMatch(/^[A-Za-z][A-Za-z -]+$/);
});

test('every change that a service records has words of its own', () => {
  expect(new Set(changes).size).toBeGreaterThan(12);
  const wordless = [...new Set(changes)].filter((change) => describeChange({ change }) === null);
  expect(wordless).toEqual([]);
});

test('what happened to an account, a member and a key is told with its details', () => {
  const address = '198.51.100.1';
  const entrance = { address, success: true, with: 'passkey' };
  expect(describeEntrance('sign_in', entrance)).toBe('sign-in from 198.51.100.1 with a passkey');
  expect(describeEntrance('sign_out', {})).toBe('sign-out from an unknown address');
  const told = [
    { change: 'password_changed', address, endOthers: true },
    { change: 'role_changed', name: 'Kim', before: 'viewer', after: 'admin' },
    { change: 'key_created', name: 'Till', role: 'viewer' },
    { change: 'settings_updated', after: { monthStartDay: 7 } },
  ].map(describeChange);
  expect(told).toEqual([
    'password changed from 198.51.100.1, other sessions ended',
    'role viewer → admin',
    'API key made, role viewer',
    'settings changed: month start day',
  ]);
  expect(describeChange({ change: 'something_new' })).toBeNull();
});
