import { expect, test } from 'vitest';
import { Action, can, PERMISSIONS, Role, SetUp } from './index.ts';

test('an owner may do everything', () => {
  for (const action of Action.options) expect(can('owner', action)).toBe(true);
});

test('a less powerful role never may what a more powerful one may not', () => {
  for (const action of Action.options) {
    const allowed = Role.options.map((role) => can(role, action));
    expect(allowed).toEqual([...allowed].sort((left, right) => Number(right) - Number(left)));
  }
});

test('a viewer changes nothing', () => {
  for (const action of Action.options) {
    if (can('viewer', action)) expect(action).toMatch(/:read$/);
  }
});

test('the table names each action once and each with a role', () => {
  expect(new Set(Action.options).size).toBe(Object.keys(PERMISSIONS).length);
  for (const roles of Object.values(PERMISSIONS)) expect(roles.length).toBeGreaterThan(0);
});

test('an email address is compared in lower case and without space around it', () => {
  const input = { token: 't', name: 'Ada', password: 'long enough for it', workspaceName: 'Home' };
  expect(SetUp.parse({ ...input, email: ' Ada@Example.org ' }).email).toBe('ada@example.org');
  expect(SetUp.safeParse({ ...input, email: 'ada' }).success).toBe(false);
});
