import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors/index.ts';
import { looksLikeMt940, readMt940, StatementFile, type StatementEntry } from './index.ts';

/** A statement of one account around the lines of its entries. */
function statement(...entries: string[]): string {
  const before = [':20:STARTUMS', ':25:NL71RABO0123456789', ':28C:1/1', ':60F:C260101EUR100,'];
  return [...before, ...entries, ':62F:C260131EUR90,', '-', ''].join('\r\n');
}

function entriesOf(text: string): StatementEntry[] {
  return readMt940(text).statements.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])),
  );
}

function entryOf(...lines: string[]): StatementEntry {
  const [entry] = entriesOf(statement(...lines));
  if (entry === undefined) throw new Error('nothing was read');
  return entry;
}

function problemsOf(text: string) {
  return readMt940(text).statements.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : [])),
  );
}

function errorOf(text: string): DomainError {
  try {
    readMt940(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

describe('a line of an entry', () => {
  it.each([
    ['2601310131C12,50NTRFNONREF', 1250],
    ['2601310131D12,50NTRFNONREF', -1250],
    ['2601310131RC12,50NTRFNONREF', -1250],
    ['2601310131RD12,50NTRFNONREF', 1250],
    ['2601310131CR12,50NTRFNONREF', 1250], // R is the third letter of EUR
    ['2601310131RCR12,5NTRFNONREF', -1250],
    ['2601310131D0,NTRFNONREF', 0],
    ['260131D000000000012,50N154NONREF', -1250],
    ['260131C500NTRFNONREF', 50000],
    ['260131D12,50S   X', -1250],
  ])('%s is %i cents', (line, amountMinor) => expect(entryOf(`:61:${line}`).amountMinor).toBe(amountMinor));

  it('that savings banks break before the amount is one line', () => {
    const entry = entryOf(':61:2601310131CR', '12,50NTRFNONREF//4711000001');
    expect(entry).toMatchObject({ amountMinor: 1250, externalId: '4711000001 2026-01-31 1250' });
  });

  it.each([
    ['2512311231D1,NTRF', '2025-12-31', '2025-12-31'],
    ['2512310102D1,NTRF', '2026-01-02', '2025-12-31'],
    ['2601011231D1,NTRF', '2025-12-31', '2026-01-01'],
    ['2403010229D1,NTRF', '2024-02-29', '2024-03-01'],
    ['240301D1,NTRF', '2024-03-01', '2024-03-01'],
    ['800101D1,NTRF', '1980-01-01', '1980-01-01'],
  ])('%s was booked on %s and counts from %s', (line, date, valueDate) =>
    expect(entryOf(`:61:${line}`)).toMatchObject({ date, valueDate }),
  );

  it.each([
    ['2601310131D12,5ONTRFNONREF', 'an entry such as 2601310131D12,50NTRFNONREF'],
    ['2602310131D12,50NTRFNONREF', 'a day that exists: February 2026 has 28 days'],
    ['2601311331D12,50NTRFNONREF', 'an entry date (MMDD), not 1331'],
    ['2601310131D12,505NTRFNONREF', 'at most 2 decimals'],
    ['2601310131D1,2,3NTRFNONREF', 'a number such as 1234,56'],
    ['2601310131X12,50NTRFNONREF', 'an entry such as 2601310131D12,50NTRFNONREF'],
    ['', 'an entry such as 2601310131D12,50NTRFNONREF'],
  ])('%j cannot be read, and the entries around it can', (line, expected) => {
    const text = statement(':61:260131C1,NTRF', `:61:${line}`, ':86:of that one', ':61:260131C2,NTRF');
    expect(problemsOf(text)).toEqual([{ line: 6, field: ':61:', value: line, expected }]);
    expect(entriesOf(text).map(({ line: at, amountMinor }) => [at, amountMinor])).toEqual([
      [5, 100],
      [8, 200],
    ]);
  });
});

describe('the id of an entry', () => {
  const idOf = (reference: string) => entryOf(`:61:260131D1,NTRFNONREF${reference}`).externalId;

  it('is the bank reference with date and amount', () =>
    expect(idOf('//0724710333343453')).toBe('0724710333343453 2026-01-31 -100'));

  it.each(['', '//', '//NONREF', '//NotProvided', '//0000000'])('is none for the reference %j', (reference) =>
    expect(idOf(reference)).toBeNull(),
  );

  it('keeps apart two payments of a batch, and leaves two that are alike to their texts', () => {
    const text = statement(
      ':61:260131D1,NTRFNONREF//BATCH7',
      ':61:260131D2,NTRFNONREF//BATCH7',
      ':61:260131D2,NTRFNONREF//BATCH7',
    );
    expect(entriesOf(text).map(({ externalId }) => externalId)).toEqual([
      'BATCH7 2026-01-31 -100',
      null,
      null,
    ]);
  });

  it('is the same wherever else the reference occurs, so that files may overlap', () => {
    const first = ':61:260131D1,NTRFNONREF//BATCH7';
    const [alone] = entriesOf(statement(first));
    const [among] = entriesOf(statement(first, ':61:260201D2,NTRFNONREF//BATCH7'));
    expect(alone?.externalId).toBe(among?.externalId);
  });
});

describe('the text of an entry', () => {
  const textsOf = (...lines: string[]) => {
    const { payee, memo } = entryOf(':61:260131D1,NTRFNONREF', ...lines);
    return { payee, memo };
  };

  it('in coded fields with SEPA tags: name and remittance, cut lines and fields joined', () =>
    expect(
      textsOf(
        ':86:105?00FOLGELASTSCHRIFT?109248?20EREF+R-2026-0001?21MREF+M-4711?22CR',
        'ED+DE98ZZZ09999999999?23SVWZ+Rechnung 2026-0001 vom 0?243.01.2026?30HYVE',
        'DEMMXXX?31DE02700202700010108669?32Stadtwerke Musterhausen Gmb?33H',
      ),
    ).toEqual({ payee: 'Stadtwerke Musterhausen GmbH', memo: 'Rechnung 2026-0001 vom 03.01.2026' }));

  it('in coded fields without tags: full fields go on, short ones end', () =>
    expect(textsOf(':86:051?00UEBERWEISUNG?20Miete Januar?21Wohnung 4?32MUELLER')).toEqual({
      payee: 'MUELLER',
      memo: 'Miete Januar Wohnung 4',
    }));

  it('in coded fields without a name or purpose: the posting text', () =>
    expect(textsOf(':86:805?00ENTGELTABSCHLUSS?109310')).toEqual({
      payee: 'ENTGELTABSCHLUSS',
      memo: 'ENTGELTABSCHLUSS',
    }));

  it('keeps a question mark of the text', () =>
    expect(textsOf(':86:051?00X?20Wohin? Nach Rom?32A').memo).toBe('Wohin? Nach Rom'));

  it.each(['>', '~', '^'])('in fields marked with %s', (mark) =>
    expect(textsOf(`:86:000${mark}00PRZELEW${mark}20CZYNSZ${mark}32KOWALSKI`)).toEqual({
      payee: 'KOWALSKI',
      memo: 'CZYNSZ',
    }),
  );

  // The forms that ABN AMRO and ING describe in their manuals of MT940.
  it.each([
    [
      '/TRTP/SEPA OVERBOEKING/IBAN/NL12ABNA0999999999/BIC/ABNANL2A/NAME/J JANSEN/REMI/huur mei/EREF/NOTPROVIDED',
      'J JANSEN',
      'huur mei',
    ],
    [
      '/EREF/E1//CNTP/NL32INGB0000012345/INGBNL2A/KRUIDVAT BV///REMI/USTD//factuur 12/',
      'KRUIDVAT BV',
      'factuur 12',
    ],
    ['/EREF/kenmerk 7/BENM//NAME/X BV/REMI/', 'X BV', 'kenmerk 7'],
  ])('in slash codes: %s', (line, payee, memo) => expect(textsOf(`:86:${line}`)).toEqual({ payee, memo }));

  it('without codes: lines of 65 characters go on, shorter ones end', () => {
    const full = 'Betaling aan I'.padStart(65, 'x');
    expect(textsOf(`:86:${full}`, 'CS', 'januari').memo).toBe(`${full}CS januari`);
  });

  it('behind the closing balance is of the statement, not of the last entry', () =>
    expect(
      entriesOf(statement(':61:260131D1,NTRFNONREF', ':86:brood').replace('-\r\n', ':86:D000001\r\n-\r\n')),
    ).toMatchObject([{ memo: 'brood' }]));

  it('is the reference of the sender where there is no other', () =>
    expect(entryOf(':61:260131D1,NCHK1234567').memo).toBe('1234567'));

  it('of more than 10,000 characters makes the entry a problem', () => {
    const lines = Array.from({ length: 150 }, () => 'x'.repeat(70));
    const text = statement(':61:260131D1,NTRF', ':86:', ...lines);
    expect(problemsOf(text)).toMatchObject([
      { line: 5, field: ':86:', expected: 'a text of at most 10,000 characters' },
    ]);
  });

  it('with a line below it of more than 1,000 characters makes the entry a problem', () =>
    expect(problemsOf(statement(':61:260131D1,NTRF', 'x'.repeat(2000)))).toMatchObject([
      { line: 5, field: ':61:', expected: 'at most 1,000 characters' },
    ]));

  it('names what was paid in another currency', () =>
    expect(entryOf(':61:260131D10,NTRFNONREF', '/OCMT/USD12,5/EXCH/1,25/').original).toEqual({
      amountMinor: -1250,
      currency: 'USD',
      rate: '1,25',
    }));
});

describe('a statement', () => {
  it.each([
    ['51210600/9223382012EUR', '9223382012', '51210600'],
    ['NL71RABO0123456789', 'NL71RABO0123456789', null],
    ['1291.99.348EUR', '1291.99.348', null],
    // Ends in the currency by itself: the example of the IBAN registry.
    ['MU17BOMM0101101030300200000MUR', 'MU17BOMM0101101030300200000MUR', null],
  ])('of the account %s', (field, number, bank) => {
    const text = statement().replace('NL71RABO0123456789', field);
    expect(readMt940(text).statements[0]?.account).toEqual({ number, bank, kind: null, name: null });
  });

  it('has its balances with sign, date and currency', () => {
    const more = ':64:D260131EUR5,1\r\n:65:C260203EUR6,\r\n-\r\n';
    expect(readMt940(statement().replace('-\r\n', more)).statements[0]?.balances).toEqual([
      { kind: 'opening', date: '2026-01-01', amountMinor: 10000, currency: 'EUR' },
      { kind: 'closing', date: '2026-01-31', amountMinor: 9000, currency: 'EUR' },
      { kind: 'available', date: '2026-01-31', amountMinor: -510, currency: 'EUR' },
      { kind: 'forward', date: '2026-02-03', amountMinor: 600, currency: 'EUR' },
    ]);
  });

  it.each([
    ['the hyphen', ''],
    ['a SWIFT trailer and header', '-}{5:}\r\n{1:F01ASNBNL21XXXX0000000000}{2:O940ASNBNL21XXXXN}{3:}{4:\r\n'],
    ['header lines of the bank', '-\r\nABNANL2A\r\n940\r\nABNANL2A\r\n'],
    ['the next statement alone', null],
  ])('ends at %s', (_name, between) => {
    const one = between === null ? statement().replace('-\r\n', '') : statement() + between;
    expect(readMt940(one + statement()).statements).toHaveLength(2);
  });

  it('of several pages is one, with the balance between them once', () => {
    const pages = statement(':61:260131D4,NTRF').replace(':62F:C260131EUR90,', ':62M:C260115EUR96,');
    const next = statement(':61:260131D6,NTRF')
      .replace(':28C:1/1', ':28C:1/2')
      .replace(':60F:C260101EUR100,', ':60M:C260115EUR96,');
    const { statements } = readMt940(pages + next);
    expect(statements).toHaveLength(1);
    expect(statements[0]?.balances.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['opening', 10000],
      ['interim', 9600],
      ['closing', 9000],
    ]);
    expect(statements[0]?.items).toHaveLength(2);
    // Of another statement, the page is no next one.
    expect(readMt940(pages + next.replace(':28C:1/2', ':28C:2/2')).statements).toHaveLength(2);
  });

  it('in a currency that is not in use has problems in place of its entries', () => {
    const text = statement(':61:260131D1,NTRF').replaceAll('EUR', 'DEM');
    expect(problemsOf(text).map(({ line, field }) => [line, field])).toEqual([
      [4, ':60F:'],
      [5, ':61:'],
      [6, ':62F:'],
    ]);
    expect(readMt940(text).statements[0]).toMatchObject({ currency: null, balances: [] });
  });

  it('without any currency has problems in place of its entries', () =>
    expect(problemsOf(':20:A\n:25:1\n:61:260131D1,NTRF')).toMatchObject([
      { line: 3, expected: 'a currency in :60F:, :62F:, :34F: or :25: of the statement' },
    ]));
});

describe('an interim report', () => {
  const report =
    ':20:A\n:25:1\n:28C:1/1\n:34F:EUR0,\n:13D:2601311815+0100\n:61:260131D1,NTRF\n:90D:1EUR1,\n-';

  it('has pending entries, for the statement repeats them when they are booked', () => {
    expect(readMt940(report).version).toBe('MT942');
    expect(entriesOf(report)).toMatchObject([{ isPending: true, amountMinor: -100, currency: 'EUR' }]);
    expect(readMt940(report).statements[0]?.to).toBe('2026-01-31');
  });

  it('beside a statement does not make that pending', () => {
    const both = `${report}\n${statement(':61:260131D1,NTRF', ':61:260131ED2,NTRF')}`;
    expect(readMt940(both).version).toBe('MT940 and MT942');
    expect(entriesOf(both).map(({ isPending }) => isPending)).toEqual([true, false, true]);
  });
});

describe('a file that is no statement', () => {
  it.each([
    ['', 1, 'an empty file', 'field :20:, with which each statement begins'],
    ['\n\nhello', 3, '“hello”', 'field :20:, with which each statement begins'],
    ['\n:61:260131D1,NTRF', 2, '“:61:260131D1,NTRF”', 'field :20:, with which each statement begins'],
    [':20:A\n:28C:1', 2, 'the last field of the statement', 'field :25:, its account, before that'],
    [':20:A\n:25:\0', 2, 'a NUL character', 'text, not a binary file'],
    [`:20:A\n:25:${'1'.repeat(20_000)}`, 2, '20004 characters', 'a line of at most 10,000'],
    [`:20:A\n:25:1${'\nx'.repeat(300)}`, 202, '“x”', 'at most 200 lines in field :25: of line 2'],
  ])('%j is refused with its place', (text, line, found, expected) => {
    const error = errorOf(text);
    expect(error).toMatchObject({ code: 'invalid', reason: 'statement_file' });
    expect(error.details).toEqual({ line, found, expected });
    expect(error.message).toBe(`Line ${line}: found ${found}. Expected ${expected}.`);
  });

  it('is known by its beginning', () => {
    expect(looksLikeMt940(statement())).toBe(true);
    expect(looksLikeMt940('\u0001\r\n:20:A')).toBe(true);
    expect(looksLikeMt940('ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN')).toBe(true);
    expect(looksLikeMt940('{1:F01ASNBNL21XXXX0000000000}{2:O940ASNBNL21XXXXN}{3:}{4:\r\n')).toBe(true);
    for (const other of ['', '<?xml version="1.0"?>', 'OFXHEADER:100', '!Type:Bank', 'Date,Amount\n1,2'])
      expect(looksLikeMt940(other)).toBe(false);
  });
});

const pieces = [
  ...[':20:', ':25:', ':60F:C260101EUR1,', ':61:', '2601310131D12,50NTRF', ':86:', '166?20', '?32', '/NAME/'],
  ...[
    '-',
    '\n',
    '\r\n',
    '\0',
    '\u0001',
    '//',
    '{4:',
    ' '.repeat(300),
    ',',
    '9'.repeat(40),
    '😀',
    ':NS:',
    'SVWZ+',
  ],
];

describe('any text at all', () => {
  const whole = statement(
    ':61:2601310131D12,50NTRFNONREF//4711000001',
    ':86:166?00GUTSCHRIFT?20SVWZ+Miete?32MUELLER',
    ':61:2601310131RC1,NTRFREF',
    ':86:/NAME/X/REMI/y',
  );
  const changed = fc
    .array(fc.tuple(fc.nat(whole.length), fc.nat(30), fc.constantFrom('', ...pieces)), { maxLength: 6 })
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
          const file = readMt940(text);
          expect(StatementFile.safeParse(file).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect((error as DomainError).message.length).toBeLessThan(500);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no entry: each :61: of a statement is an entry or a problem', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('260131D1,NTRF', '26', '260131C2,5NMSCX//1', '')), (lines) => {
        const text = statement(...lines.map((line) => `:61:${line}`));
        expect(readMt940(text).statements[0]?.items).toHaveLength(lines.length);
      }),
    );
  });
});
