import { expect, test } from 'vitest';
import { readKeyForm } from './key-form.ts';

const NOW = new Date('2026-11-23T00:00:00Z');

function formOf(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('a form with a name and a role alone asks for a key without limits of its own', () => {
  expect(
    readKeyForm(
      formOf([
        ['name', 'Till'],
        ['role', 'viewer'],
      ]),
      NOW,
    ),
  ).toEqual({
    ...{ name: 'Till', role: 'viewer', expiresAt: null, allowedAddresses: [], actions: null },
  });
});

test('what is filled in limits the key', () => {
  const form = formOf([
    ['name', 'Till'],
    ['role', 'admin'],
    ['days', '30'],
    ['limitPerMinute', '12'],
    ['allowedAddresses', '192.0.2.7, 10.0.0.0/8'],
    ['actions', 'ledger:read'],
    ['actions', 'decisions:make'],
  ]);
  expect(readKeyForm(form, NOW)).toMatchObject({
    expiresAt: new Date('2026-12-23T00:00:00Z'),
    limitPerMinute: 12,
    allowedAddresses: ['192.0.2.7', '10.0.0.0/8'],
    actions: ['ledger:read', 'decisions:make'],
  });
});
