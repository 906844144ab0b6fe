import { expect, test } from 'vitest';
import { readProfileForm } from './profile-form.ts';

function filled(changes: Record<string, string> = {}): FormData {
  const form = new FormData();
  const fields = {
    ...{ encoding: 'utf-8', delimiter: ';', quote: '"', skipRows: '0', hasHeader: 'on', dateOrder: 'dmy' },
    ...{ decimal: ',', thousands: '.', signConvention: 'as_is' },
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [role, name] of [
    ['date', 'Buchungstag'],
    ['payee', 'Empfänger'],
    ['amount', 'Betrag'],
  ] as const) {
    form.append('role', role);
    form.append('name', name);
  }
  return form;
}

test('the fields of the page become a profile, columns in the order of the file', () => {
  const read = readProfileForm(filled());
  expect(read.ok && read.profile).toMatchObject({
    hasHeader: true,
    delimiter: ';',
    columns: [
      { role: 'date', name: 'Buchungstag' },
      { role: 'payee', name: 'Empfänger' },
      { role: 'amount', name: 'Betrag' },
    ],
  });
});

test('what is said of the values of a column of statuses is part of the profile; of one left open nothing is', () => {
  const form = filled();
  expect(readProfileForm(form)).not.toHaveProperty('profile.statuses');
  form.append('role', 'status');
  form.append('name', 'Status');
  for (const [value, meaning] of [
    ['Vorgemerkt', 'pending'],
    ['Sonstiges', ''],
  ] as const) {
    form.append('statusValue', value);
    form.append('statusMeaning', meaning);
  }
  expect(readProfileForm(form)).toMatchObject({
    profile: { statuses: [{ value: 'Vorgemerkt', meaning: 'pending' }] },
  });
  form.set('statusMeaning', 'perhaps');
  expect(readProfileForm(form)).toMatchObject({
    ok: false,
    message: expect.stringContaining('statuses') as string,
  });
});

test('an unticked box means that there is no header', () => {
  const form = filled();
  form.delete('hasHeader');
  const read = readProfileForm(form);
  expect(read.ok && read.profile.hasHeader).toBe(false);
});

test('what cannot be is refused with the name of the field', () => {
  const read = readProfileForm(filled({ skipRows: '-1' }));
  expect(read.ok ? '' : read.message).toContain('skipRows');
});
