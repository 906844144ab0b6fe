import { expect, it } from 'vitest';
import { createRowReader, guessProfile, listStatuses, type ImportProfile } from './index.ts';

const rows = [
  ['Buchungstag', 'Empfänger', 'Betrag', 'Buchungsstatus'],
  ['21.11.2026', 'NORTHGATE', '-93,00', 'Umsatz vorgemerkt und nicht gebucht'],
  ['20.11.2026', 'HALDEN', '-71,30', 'Umsatz gebucht'],
  ['18.11.2026', 'FERRAN', '650,00', 'Umsatz gebucht'],
  ['17.11.2026', 'KETTLE', '-3,20', 'Sonstiges'],
  ['16.11.2026', 'ORBIT', '-3,20', ''],
];
const guessed = (): ImportProfile => ({
  ...{ encoding: 'utf-8', delimiter: ';', quote: '"' },
  ...guessProfile(rows).profile,
});

it('a column of statuses is found, and its values are taken for what their words say', () => {
  expect(guessed().columns.map(({ role }) => role)).toEqual(['date', 'payee', 'amount', 'status']);
  expect(listStatuses(guessed(), rows.slice(1))).toEqual([
    { value: 'Umsatz vorgemerkt und nicht gebucht', meaning: 'pending' },
    { value: 'Umsatz gebucht', meaning: 'posted' },
    { value: 'Sonstiges', meaning: null },
    { value: '', meaning: 'posted' },
  ]);
});

it.each(['Pending', 'EN ATTENTE', 'Authorised', 'in Bearbeitung', 'not yet posted', 'PDNG'])(
  '%s is pending',
  (value) => {
    const [seen] = listStatuses(guessed(), [['', '', '', value]]);
    expect(seen).toEqual({ value, meaning: 'pending' });
  },
);

it('a row is pending as its status says; what a person said of a value goes first, and what nobody knows is an error', () => {
  const profile = {
    ...guessed(),
    statuses: [{ value: 'Umsatz gebucht', meaning: 'pending' as const }],
  };
  const [pending, booked, , unknown, empty] = rows
    .slice(1)
    .map((cells, index) => createRowReader(profile, 'EUR')(cells, index + 2));
  expect([pending, booked, empty].map((one) => one?.ok && one.row.isPending)).toEqual([true, true, false]);
  expect(unknown).toMatchObject({
    ok: false,
    error: {
      row: 5,
      message:
        'Row 5: Buchungsstatus “Sonstiges” cannot be read. Expected a status that is said to be pending or booked.',
    },
  });
});
