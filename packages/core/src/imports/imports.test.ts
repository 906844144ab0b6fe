import { describe, expect, it } from 'vitest';
import {
  createFileIdentities,
  createRowReader,
  csvLine,
  findProfileProblems,
  guessProfile,
  identifyRow,
  judgeRow,
  nextImportStatus,
  type ImportProfile,
  type ParsedRow,
} from './index.ts';

const dialect = { encoding: 'utf-8', delimiter: ';', quote: '"' } as const;
const bank = [
  ['Konto 123'],
  ['Buchungstag', 'Empfänger', 'Zweck', 'Soll', 'Haben', 'Währung', 'Ref', 'KST', 'Saldo'],
  ['21.11.2026', 'NORTHGATE MKT 0412', 'card 20', '93,00', '', 'GBP', 'N1', '12', '1.000,00'],
  ['20.11.2026', 'HALDEN ENERGY', 'ref 7741', '1.071,30', '', 'GBP', 'N2', '12', '900,00'],
  ['18.11.2026', 'FERRÁN MARISOL', 'deposit', '', '650,00', 'GBP', 'N3', '40', '800,00'],
  ['17.11.2026', 'KETTLE', '', '3,20', '', 'GBP', 'N4', '40', '700,00'],
];

describe('guessProfile', () => {
  it('sees what a German bank file means', () => {
    const { profile } = guessProfile(bank);
    expect(profile).toMatchObject({
      skipRows: 1,
      hasHeader: true,
      dateOrder: 'dmy',
      decimal: ',',
      thousands: '.',
    });
    expect(profile.columns.map(({ role }) => role)).toEqual([
      ...['date', 'payee', 'memo', 'debit', 'credit', 'currency', 'externalId', 'context', 'ignore'],
    ]);
    expect(findProfileProblems({ ...dialect, ...profile })).toEqual([]);
  });

  it('does without a header', () => {
    const { profile } = guessProfile([
      ['2026-01-31', 'Tesco Stores 12', '-12.50'],
      ['2026-02-01', 'Shell Kings', '-70.00'],
    ]);
    expect(profile).toMatchObject({ hasHeader: false, dateOrder: 'ymd', decimal: '.' });
    expect(profile.columns.map(({ name, role }) => `${name} ${role}`)).toEqual([
      ...['Column 1 date', 'Column 2 payee', 'Column 3 amount'],
    ]);
  });

  it('tells day from month by what lies closer, and says when it is not sure', () => {
    const guess = guessProfile([
      ['Date', 'Payee', 'Amount'],
      ['03/04/2026', 'a', '1.00'],
      ['03/05/2026', 'b', '2.00'],
      ['03/06/2026', 'c', '3.00'],
    ]);
    expect(guess.profile.dateOrder).toBe('mdy');
    expect(guess.doubts).toHaveLength(2);
  });
});

describe('createRowReader', () => {
  const profile: ImportProfile = { ...dialect, ...guessProfile(bank).profile };
  const read = createRowReader(profile, 'GBP');

  it('reads money out, money in, context and id', () => {
    expect(read(bank[3] ?? [], 4)).toEqual({
      ok: true,
      row: {
        date: '2026-11-20',
        payee: 'HALDEN ENERGY',
        memo: 'ref 7741',
        amountMinor: -107130,
        currency: 'GBP',
        externalId: 'N2',
        category: null,
        context: { KST: '12' },
        original: null,
        isPending: false,
        splits: [],
      },
    });
    expect(read(bank[4] ?? [], 5)).toMatchObject({ row: { amountMinor: 65000 } });
  });

  it.each([
    [['19.11.2026', 'Lantern', '', '12,3O'], 'Soll', '12,3O', 'a number such as 1.234,56'],
    [
      ['31.11.2026', 'Kettle', '', '4,80'],
      'Buchungstag',
      '31.11.2026',
      'a day that exists: November 2026 has 30 days',
    ],
    [['02.11.2026', '', '', '18,00'], 'Empfänger', '', 'a payee or a memo'],
    [['02.11.2026', 'x', '', ''], 'Soll / Haben', '', 'an amount in one of the two'],
    [['02.11.2026', 'x', '', '1,00', '', 'XXQ'], 'Währung', 'XXQ', 'an ISO 4217 code such as EUR'],
    [['02.11.2026', 'x', '', '1,00', '', '', '', '', '', 'more'], 'Column 10', 'more', '9 cells, found 10'],
  ])('names row, column, value and what it expected in %j', (cells, column, value, expected) => {
    expect(read(cells, 17)).toMatchObject({ ok: false, error: { row: 17, column, value, expected } });
  });

  it('keeps formula-like cells as text and takes a memo for a missing payee', () => {
    expect(read(['01.01.2026', '=1+2', '', '1,00'], 2)).toMatchObject({ row: { payee: '=1+2' } });
    expect(read(['01.01.2026', '', 'fee', '1,00'], 2)).toMatchObject({ row: { payee: 'fee', memo: '' } });
  });
});

describe('duplicates', () => {
  const coffee: ParsedRow = {
    ...{ date: '2026-01-31', payee: 'Kettle', memo: '', amountMinor: -320, currency: 'GBP' },
    ...{ externalId: null, category: null, context: {}, original: null, splits: [] },
    isPending: false,
  };
  const unknown = { byExternalId: null, byFingerprint: null, byPending: null, bySameFile: null };

  it('lets two identical coffees live, and knows both again', () => {
    const first = createFileIdentities('acc');
    const rows = [identifyRow(first, coffee, 2), identifyRow(first, { ...coffee, payee: 'KETTLE ' }, 3)];
    expect(rows.map((seen) => judgeRow(seen, unknown).reason.code)).toEqual(['new', 'alike_kept']);
    expect(rows[0]?.row.fingerprint).not.toBe(rows[1]?.row.fingerprint);
    const again = identifyRow(createFileIdentities('acc'), coffee, 2);
    expect(again.row.fingerprint).toBe(rows[0]?.row.fingerprint);
    expect(judgeRow(again, { ...unknown, byFingerprint: { ...coffee, id: 'txn' } }).outcome).toBe(
      'duplicate',
    );
  });

  it('goes by the external id first, also within one file', () => {
    const file = createFileIdentities('acc');
    const seen = [
      identifyRow(file, { ...coffee, externalId: 'X' }, 2),
      identifyRow(file, { ...coffee, externalId: 'X' }, 9),
    ];
    expect(seen.map((row) => judgeRow(row, unknown).reason.code)).toEqual([
      'new',
      'same_external_id_in_file',
    ]);
    const first = seen[0];
    expect(first && judgeRow(first, { ...unknown, byExternalId: { ...coffee, id: 'txn' } }).reason.code).toBe(
      'same_external_id',
    );
  });
});

it('escapes what a spreadsheet would run', () => {
  expect(csvLine([1, '=1+2', '-5', '@x', 'a "b", c'])).toBe(`1,'=1+2,'-5,'@x,"a ""b"", c"\r\n`);
});

it('refuses steps that do not fit the status', () => {
  expect(nextImportStatus({ status: 'ready', hasBegunCommit: false }, 'commit')).toBe('committing');
  expect(nextImportStatus({ status: 'cancelled', hasBegunCommit: true }, 'commit')).toBe('committing');
  expect(() => nextImportStatus({ status: 'committed', hasBegunCommit: true }, 'commit')).toThrow(
    'committed',
  );
  expect(() => nextImportStatus({ status: 'cancelled', hasBegunCommit: true }, 'preview')).toThrow();
});
