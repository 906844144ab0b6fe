import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors/index.ts';
import { looksLikeQif, readQif, StatementFile, type QifOptions, type StatementEntry } from './index.ts';

function read(text: string, options: Partial<QifOptions> = {}) {
  return readQif(text, { currency: 'USD', ...options });
}

function entriesOf(text: string, options: Partial<QifOptions> = {}): StatementEntry[] {
  return read(text, options).file.statements.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])),
  );
}

function problemsOf(text: string, options: Partial<QifOptions> = {}) {
  return read(text, options).file.statements.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : [])),
  );
}

/** A bank account with one entry for each date. */
function dated(...dates: string[]): string {
  return ['!Type:Bank', ...dates.map((date) => `D${date}\nT1.00\n^`)].join('\n');
}

/** A bank account with one entry for each amount. */
function priced(...amounts: string[]): string {
  return ['!Type:Bank', ...amounts.map((amount) => `D1/31/2026\nT${amount}\n^`)].join('\n');
}

const record = (...fields: string[]) => ['!Type:Bank', 'D1/31/2026', ...fields, '^'].join('\n');

describe('the dates of a file', () => {
  it.each([
    ["1/23'26", '2026-01-23'],
    ["1/23' 6", '2006-01-23'],
    ["1/23'2026", '2026-01-23'],
    ['12/19/18', '2018-12-19'],
    ['12/19/98', '1998-12-19'],
    ['12.19.2018', '2018-12-19'],
    ['6/24/2024', '2024-06-24'],
    ['24/6/2024', '2024-06-24'],
    ['24.06.24', '2024-06-24'],
    ['2024-06-24', '2024-06-24'],
    ['06-24-2024', '2024-06-24'],
    ['24 Jun 2024', '2024-06-24'],
    ['6/24/2024 12:30', '2024-06-24'],
  ])('%s is %s', (text, date) => {
    expect(entriesOf(dated(text)).map((entry) => entry.date)).toEqual([date]);
    expect(read(dated(text)).doubts).toEqual([]);
  });

  it('are in the order that fits all of them', () => {
    expect(entriesOf(dated('01/02/2026', '31/01/2026')).map(({ date }) => date)).toEqual([
      '2026-02-01',
      '2026-01-31',
    ]);
    expect(read(dated('01/02/2026', '31/01/2026')).doubts).toEqual([]);
    expect(entriesOf(dated('01/02/2026', '01/31/2026')).map(({ date }) => date)).toEqual([
      '2026-01-02',
      '2026-01-31',
    ]);
  });

  it('that fit both orders are month first, with a doubt that shows one of them', () => {
    const { file, doubts } = read(dated('03/03/2026', '01/02/2026'));
    expect(file.statements[0]?.items[1]).toMatchObject({ entry: { date: '2026-01-02' } });
    expect(doubts).toEqual([
      'Every date of the file can be read as month, day, year and as day, month, year. They are read as month, day, ' +
        'year: 01/02/2026 in line 5.',
    ]);
  });

  it('with dots that fit both orders are day first, with a doubt', () => {
    expect(entriesOf(dated('01.02.2026'))).toMatchObject([{ date: '2026-02-01' }]);
    expect(read(dated('01.02.2026')).doubts).toHaveLength(1);
  });

  it('are in the order that a person says, without a doubt', () => {
    expect(entriesOf(dated('01/02/2026'), { dateOrder: 'dmy' })).toMatchObject([{ date: '2026-02-01' }]);
    expect(read(dated('01/02/2026'), { dateOrder: 'dmy' }).doubts).toEqual([]);
  });

  it('of both orders: the more frequent one, the others are problems, and a doubt names one', () => {
    const text = dated('01/31/2026', '01/30/2026', '31/01/2026');
    expect(problemsOf(text)).toEqual([
      { line: 8, field: 'D', value: '31/01/2026', expected: 'a month from 1 to 12' },
    ]);
    expect(read(text).doubts).toEqual([
      'The dates are read as month, day, year, but 31/01/2026 in line 8 is a date only as day, month, year.',
    ]);
  });

  it('beside ones with an apostrophe are of the last century, as Quicken means them, with a doubt where that is long ago', () => {
    expect(entriesOf(dated("1/23'01", '12/19/98')).map(({ date }) => date)).toEqual([
      '2001-01-23',
      '1998-12-19',
    ]);
    expect(read(dated("1/23'01", '12/19/98')).doubts).toEqual([]);
    expect(entriesOf(dated("1/23'01", '12/19/18'))[1]?.date).toBe('1918-12-19');
    expect(read(dated("1/23'01", '12/19/18')).doubts[0]).toContain('Line 5: the year of 12/19/18');
  });
});

describe('the amounts of a file', () => {
  it.each([
    [
      ['-1,234.56', '1,000'],
      [-123456, 100000],
    ],
    [
      ['-1.234,56', '1.000'],
      [-123456, 100000],
    ],
    [
      ["1'234.50", '-5'],
      [123450, -500],
    ],
    [['1 234,50'], [123450]],
    [
      ['12.5', '1,200'],
      [1250, 120000],
    ],
    [
      ['12,5', '1.200'],
      [1250, 120000],
    ],
  ])('%j are %j', (amounts, expected) => {
    expect(entriesOf(priced(...amounts)).map(({ amountMinor }) => amountMinor)).toEqual(expected);
    expect(read(priced(...amounts)).doubts).toEqual([]);
  });

  it('that fit both marks are with a point, with a doubt, unless a person says otherwise', () => {
    expect(entriesOf(priced('1,200'))).toMatchObject([{ amountMinor: 120000 }]);
    expect(read(priced('1,200')).doubts).toEqual([
      'Every amount of the file can be read with a decimal point and with a decimal comma. They are read with a ' +
        'point: 1,200 in line 3.',
    ]);
    expect(entriesOf(priced('1,200'), { decimal: ',' })).toMatchObject([{ amountMinor: 120 }]);
  });

  it('have the decimals of the currency', () =>
    expect(entriesOf(priced('-1,200.00'), { currency: 'JPY' })).toMatchObject([
      { amountMinor: -1200, currency: 'JPY' },
    ]));

  it('are those of U where T is missing', () =>
    expect(entriesOf(record('U-3.00'))).toMatchObject([{ amountMinor: -300 }]));
});

describe('an entry', () => {
  it('has payee, memo, number of the cheque and category', () =>
    expect(
      entriesOf(record('T-1.00', 'PShop', 'MBread', 'N1042', 'LFood:Bakery', 'Cx', 'A1 Street')),
    ).toEqual([
      {
        ...{
          line: 2,
          date: '2026-01-31',
          valueDate: null,
          amountMinor: -100,
          currency: 'USD',
          original: null,
        },
        ...{ payee: 'Shop', memo: 'Bread No. 1042', externalId: null, isPending: false },
        ...{ category: 'Food:Bakery', splits: [] },
      },
    ]));

  it('joins a memo of several lines, up to 10,000 characters', () => {
    expect(entriesOf(record('T-1.00', 'MBread', 'Mand butter'))).toMatchObject([
      { memo: 'Bread and butter' },
    ]);
    for (const code of ['M', 'E']) {
      const fields = Array.from({ length: 20 }, () => code + 'x'.repeat(900));
      expect(problemsOf(record('T-1.00', ...fields, '$-1.00'))).toMatchObject([
        { field: code, expected: 'a text of at most 10,000 characters' },
      ]);
    }
  });

  it('keeps the brackets of a transfer', () =>
    expect(entriesOf(record('T-1.00', 'L[Savings]'))).toMatchObject([{ category: '[Savings]' }]));

  it('has the first line of the address as payee where there is none, and no words for a number', () =>
    expect(entriesOf(record('T-1.00', 'AShop', 'A1 Street', 'NATM'))).toMatchObject([
      { payee: 'Shop', memo: '' },
    ]));

  it('has its parts', () =>
    expect(
      entriesOf(record('T-3.00', 'LFood', 'SFood', 'EBread', '$-1.00', 'S[Cash]', '%66', '$-2.00')),
    ).toMatchObject([
      {
        category: null,
        splits: [
          { category: 'Food', memo: 'Bread', amountMinor: -100 },
          { category: '[Cash]', memo: '', amountMinor: -200 },
        ],
      },
    ]));

  it.each([
    [
      ['T-3.00', 'SFood', '$-1.00', 'SRent', '$-1.50'],
      'T',
      '-3.00',
      'parts ($) that add up to the amount of the entry: the parts are -2.50, the amount is -3.00',
    ],
    [['T-3.00', 'SFood', '$-1.00', 'SRent'], 'S', 'Rent', 'an amount ($) for each part of the entry'],
    [['PShop'], 'T', '', 'an amount (T)'],
    [['T12,3O'], 'T', '12,3O', 'a number such as 1,234.56'],
    [['T1.00', 'T2.00'], 'T', '2.00', 'one T in an entry, and ^ at its end'],
    [['T1.00', 'D2/1/2026'], 'D', '2/1/2026', 'one D in an entry, and ^ at its end'],
  ])('of %j is a problem, and the next one is read', (fields, field, value, expected) => {
    const text = `${record(...fields)}\nD1/31/2026\nT5.00\n^`;
    expect(problemsOf(text)).toEqual([{ line: 2, field, value, expected }]);
    expect(entriesOf(text)).toMatchObject([{ amountMinor: 500 }]);
  });

  it('at which the file is cut off is a problem, for its amount may be', () =>
    expect(problemsOf('!Type:Bank\nD1/31/2026\nT-10')).toEqual([
      { line: 2, field: 'T', value: '-10', expected: '^, which ends an entry; the file stops before it' },
    ]));
});

describe('the accounts of a file', () => {
  const entry = 'D1/31/2026\nT1.00\n^';

  it('are those of the blocks above the entries', () => {
    const text = `!Option:AutoSwitch
!Account
NGiro
TBank
DFor the rent
/1/30/2026
$1,000.00
^
NCard
TCCard
^
!Clear:AutoSwitch
!Account
NGiro
TBank
DFor the rent
/1/30/2026
$1,000.00
^
!Type:Bank
${entry}
!Account
NCard
TCCard
^
!Type:CCard
${entry}
${entry}`;
    const { statements } = read(text).file;
    expect(statements.map(({ account, items }) => [account, items.length])).toEqual([
      [{ number: 'Giro', bank: null, kind: 'Bank', name: 'For the rent' }, 1],
      [{ number: 'Card', bank: null, kind: 'CCard', name: null }, 2],
    ]);
    expect(statements[0]?.balances).toEqual([
      { kind: 'other', date: '2026-01-30', amountMinor: 100000, currency: 'USD' },
    ]);
    expect(statements.map(({ currency }) => currency)).toEqual([null, null]);
  });

  it('are not guessed from a list of several', () => {
    const text = `!Account\nNOne\n^\nNTwo\n^\n!Type:Cash\n${entry}`;
    expect(read(text).file.statements[0]?.account).toEqual({
      number: null,
      bank: null,
      kind: 'Cash',
      name: null,
    });
  });

  it('are not taken from a list that is closed', () => {
    const text = `!Option:AutoSwitch\n!Account\nNOne\n^\n!Clear:AutoSwitch\n!Type:Cash\n${entry}`;
    expect(read(text).file.statements[0]?.account.number).toBeNull();
  });

  it('have the opening balance that Quicken writes as an entry', () => {
    const text = `!Type:Oth A\nD1/1/2026\nT250.00\nPOpening Balance\nL[House]\n^\n${entry}`;
    const [statement] = read(text).file.statements;
    expect(statement).toMatchObject({
      account: { number: 'House', kind: 'Oth A' },
      balances: [{ kind: 'opening', date: '2026-01-01', amountMinor: 25000 }],
    });
    expect(statement?.items).toHaveLength(1);
  });

  it('are passed over with lists, and refused with reason for investments', () => {
    const text = `!Type:Cat\nNFood\n^\n!Type:Invst\nD1/31/2026\nNBuy\nYACME\n^\n!type:bank \n${entry}`;
    expect(problemsOf(text)).toEqual([
      {
        line: 5,
        field: '!Type:Invst',
        value: 'D1/31/2026 NBuy YACME',
        expected: 'an entry of a bank, cash or card account; investments and invoices are not read',
      },
    ]);
    expect(entriesOf(text)).toHaveLength(1);
  });
});

describe('a file that is no QIF', () => {
  const header = 'a header such as !Type:Bank, !Type:CCard or !Account';

  it.each([
    ['', 1, 'no header at all', header],
    ['\nD1/1/2026', 2, '“D1/1/2026”', header],
    ['!Type:Bank\n^\n!Type:Recipes', 3, '“!Type:Recipes”', header],
    ['!Type:Bank\nM\0', 2, 'a NUL character', 'text, not a binary file'],
    [
      `!Type:Bank\n${'Mx\n'.repeat(6000)}`,
      5002,
      '“Mx”',
      '^, which ends the record of line 2, within 5000 lines',
    ],
  ])('is refused with its place', (text, line, found, expected) => {
    let error: unknown = null;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      code: 'invalid',
      reason: 'statement_file',
      details: { line, found, expected },
    });
  });

  it('is known by its beginning', () => {
    for (const head of ['!Type:Bank', '\ufeff\n!Account', '!Option:AutoSwitch', '!type:ccard'])
      expect(looksLikeQif(head)).toBe(true);
    for (const other of ['', ':20:A', '<?xml', 'OFXHEADER:100', '!important', 'Date,Type'])
      expect(looksLikeQif(other)).toBe(false);
  });
});

const pieces = [
  ...[
    '!Type:Bank\n',
    '!Account\n',
    '!Clear:AutoSwitch\n',
    '^\n',
    'D1/31/2026\n',
    'T-1.00\n',
    '$1\n',
    'SFood\n',
    '\0',
  ],
  ...['D', 'T', "'", '/', '.', ',', '-', ' '.repeat(300), '9'.repeat(70), '😀', '\r', '\n', 'L[A]\n', '!'],
];

describe('any text at all', () => {
  const whole = `!Account\nNGiro\n^\n!Type:Bank\nD1/31'26\nT-3.00\nPShop\nSFood\n$-1.00\nS[Cash]\n$-2.00\n^\nD2/1'26\nT5\n^\n`;
  const changed = fc
    .array(fc.tuple(fc.nat(whole.length), fc.nat(20), fc.constantFrom('', ...pieces)), { maxLength: 6 })
    .map((changes) =>
      changes.reduce(
        (text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length),
        whole,
      ),
    );
  const made = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

  it('is read into the shape of a statement file or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.oneof(changed, made, fc.string()), (text) => {
        try {
          const { file } = read(text);
          expect(StatementFile.safeParse(file).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect((error as DomainError).message.length).toBeLessThan(500);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has parts that add up in every entry that is read', () => {
    fc.assert(
      fc.property(changed, (text) => {
        let entries: StatementEntry[] = [];
        try {
          entries = entriesOf(text);
        } catch {
          // Refused as a whole.
        }
        for (const { splits, amountMinor } of entries.filter((entry) => entry.splits.length > 0)) {
          expect(splits.reduce((sum, split) => sum + split.amountMinor, 0)).toBe(amountMinor);
        }
      }),
      { numRuns: 500 },
    );
  });
});
