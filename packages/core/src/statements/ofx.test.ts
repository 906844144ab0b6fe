import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOfxReader, createSgmlTokenizer, StatementFile } from './index.ts';

const header = 'OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n';
const signOn =
  '<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><FI><ORG>Bank</FI></SONRS></SIGNONMSGSRSV1>\n';

/** A file with one account and what is put between its dates and its balance. */
function file(transactions: string, { currency = 'EUR', after = '' } = {}): string {
  return (
    `${header}<OFX>${signOn}<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>` +
    `<CURDEF>${currency}<BANKACCTFROM><BANKID>123<ACCTID>456<ACCTTYPE>CHECKING</BANKACCTFROM>\n` +
    `<BANKTRANLIST><DTSTART>20260101<DTEND>20260131\n${transactions}</BANKTRANLIST>${after}</STMTRS></STMTTRNRS>` +
    '</BANKMSGSRSV1></OFX>\n'
  );
}

function transaction(fields: string): string {
  return `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260105<TRNAMT>-5.00<FITID>1${fields}</STMTTRN>\n`;
}

function read(text: string, pieces: number[] = []) {
  const tokenizer = createSgmlTokenizer(createOfxReader({ defaultCurrency: 'USD' }));
  let start = 0;
  for (const end of [...pieces, text.length]) {
    tokenizer.write(text.slice(start, end));
    start = end;
  }
  return tokenizer.end();
}

function readItems(text: string) {
  return read(text).statements.flatMap(({ items }) => items);
}

function readEntry(fields: string, options?: { currency: string }) {
  const [item] = readItems(file(transaction(fields), options));
  return item?.kind === 'entry' ? item.entry : item?.problem;
}

const refusal = (text: string) => {
  try {
    read(text);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'read';
};

describe('a file of OFX 1', () => {
  it('is an account with its balances and entries', () => {
    const after =
      '<LEDGERBAL><BALAMT>-10,5<DTASOF>20260131120000</LEDGERBAL><AVAILBAL><BALAMT><DTASOF></AVAILBAL>';
    const result = read(file(transaction('<NAME>Shop<MEMO>Card 12'), { after }));
    expect(result).toEqual({
      format: 'ofx',
      version: 'OFX 102',
      statements: [
        {
          account: { number: '456', bank: '123', kind: 'CHECKING', name: null },
          currency: 'EUR',
          from: '2026-01-01',
          to: '2026-01-31',
          balances: [{ kind: 'closing', date: '2026-01-31', amountMinor: -1050, currency: 'EUR' }],
          items: [
            {
              kind: 'entry',
              entry: {
                ...{ line: 10, date: '2026-01-05', valueDate: null, amountMinor: -500, currency: 'EUR' },
                ...{ original: null, payee: 'Shop', memo: 'Card 12', externalId: '1', isPending: false },
                ...{ category: null, splits: [] },
              },
            },
          ],
        },
      ],
    });
    expect(StatementFile.parse(result)).toEqual(result);
  });

  it.each([
    ['AT&T', 'AT&T'],
    ['M&amp;S &lt;3&gt; &#233;&#xE9;&nbsp;x', 'M&S <3> éé\u00a0x'],
    ['&bogus; &amp;lt; &#0; &#xD800;', '&bogus; &lt; &#0; &#xD800;'],
    ['A < B <- C <Smith & co>', 'A < B <- C <Smith & co>'],
    ['<![CDATA[5 > 3 &amp; <b>]]>', '5 > 3 &amp; <b>'],
    ['two\r\n  lines  here', 'two lines  here'],
    ['a<!-- <NAME>not this --> b', 'a b'],
    ['nul\0', 'nul\ufffd'],
  ])('with the name %j', (written, payee) => {
    expect(readEntry(`<NAME>${written}`)).toMatchObject({ payee });
    expect(readEntry(`<NAME>${written}</NAME><MEMO>m</MEMO>`)).toMatchObject({ payee, memo: 'm' });
  });

  it('with values that are empty, closed or not, and names of vendors', () => {
    expect(readEntry('<CHECKNUM>\n<NAME>\n<INTU.X>\n<MEMO>kept')).toMatchObject({ payee: '', memo: 'kept' });
    expect(readEntry('<CHECKNUM></CHECKNUM><NAME/><MEMO>kept')).toMatchObject({ payee: '', memo: 'kept' });
  });

  it('whose header is one line, or missing', () => {
    const body = file(transaction('<NAME>x')).slice(header.length);
    expect(read(`OFXHEADER:100 DATA:OFXSGML VERSION:151 \n${body}`).version).toBe('OFX 151');
    expect(read(body).version).toBe('OFX');
  });

  it('reads the same however it is cut into pieces', () => {
    const text = file(
      `${transaction('<NAME>A &amp; B<![CDATA[ c ]]>')}${transaction('<MEMO>x <!-- y --> z\r\n')}`,
    );
    const whole = read(text);
    const cuts = fc.array(fc.nat(text.length), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (places) => {
        expect(
          read(
            text,
            places.sort((first, second) => first - second),
          ),
        ).toEqual(whole);
      }),
    );
  });
});

describe('an entry of OFX', () => {
  it.each([
    ['-6.60', -660],
    ['+12', 1200],
    ['-00000000001500.0000', -150000],
    ['3,5', 350],
    ['1,234.56', 123456],
    ['-1.234,56', -123456],
    ['.5', 50],
  ])('has the amount %s', (written, amountMinor) => {
    const [item] = readItems(file(transaction('').replace('-5.00', written)));
    expect(item).toMatchObject({ kind: 'entry', entry: { amountMinor } });
  });

  it.each([
    ['20260105', '2026-01-05'],
    ['20260105235959', '2026-01-05'],
    ['20260105235959.000[-5:EST]', '2026-01-05'],
    ['20260105000000[+9.5:ACST]', '2026-01-05'],
    ['2026-01-05', '2026-01-05'],
  ])('is on the day that is written, whatever the zone: %s', (written, date) => {
    const [item] = readItems(file(transaction('').replace('20260105', written)));
    expect(item).toMatchObject({ kind: 'entry', entry: { date } });
  });

  it.each([
    ['TRNAMT', '-5.00', '-5.005', 'at most 2 decimals in EUR'],
    ['TRNAMT', '-5.00', '5O', 'a number such as 1234.50'],
    ['TRNAMT', '-5.00', '', 'a number such as 1234.50'],
    ['TRNAMT', '-5.00', '99999999999999999', 'an amount of at most 9,007,199,254,740,991 minor units'],
    ['DTPOSTED', '20260105', '20260230', 'a day that exists: February 2026 has 28 days'],
    ['DTPOSTED', '20260105', 'soon', 'a date such as 20260131'],
    ['DTPOSTED', '20260105', '', 'a date such as 20260131'],
  ])('whose %s is not %s but %j is a problem, and the rest is read', (field, right, wrong, expected) => {
    const items = readItems(file(transaction('').replace(right, wrong) + transaction('<NAME>next')));
    expect(items).toMatchObject([
      { kind: 'problem', problem: { line: 10, field, value: wrong, expected } },
      { kind: 'entry', entry: { payee: 'next', line: 11 } },
    ]);
  });

  it('is in the currency of the account, its own, or the default', () => {
    expect(readEntry('')).toMatchObject({ currency: 'EUR', original: null });
    expect(readEntry('', { currency: '' })).toMatchObject({ currency: 'USD' });
    expect(readEntry('<CURRENCY><CURRATE>1.06<CURSYM>CAD</CURRENCY>')).toMatchObject({
      ...{ amountMinor: -500, currency: 'CAD' },
      original: { amountMinor: -500, currency: 'CAD', rate: '1.06' },
    });
    expect(readEntry('<CURRENCY><CURRATE>1<CURSYM>EUR</CURRENCY>')).toMatchObject({ original: null });
    const named = read(file(transaction('<CURRENCY><CURRATE>1<CURSYM>AUD</CURRENCY>'), { currency: '' }));
    expect(named.statements[0]?.currency).toBe('AUD');
  });

  it('says what was paid before the bank converted it', () => {
    // 5.00 EUR / 0.0061 EUR per JPY = 819.67 JPY
    expect(readEntry('<ORIGCURRENCY><CURRATE>0.0061<CURSYM>JPY</ORIGCURRENCY>')).toMatchObject({
      ...{ amountMinor: -500, currency: 'EUR' },
      original: { amountMinor: -820, currency: 'JPY', rate: '0.0061' },
    });
    expect(readEntry('<ORIGCURRENCY><CURRATE>0<CURSYM>JPY</ORIGCURRENCY>')).toMatchObject({
      field: 'CURRATE',
      expected: 'a rate above 0 such as 1.0625',
    });
  });

  it('takes its payee from PAYEE, and a check its number into the memo', () => {
    const payee = '<PAYEE><NAME>Landlord<ADDR1>Street<CITY>Town</PAYEE>';
    expect(readEntry(`${payee}<CHECKNUM>000319`)).toMatchObject({ payee: 'Landlord', memo: '#319' });
    expect(readEntry('<NAME>Check 319<CHECKNUM>319<MEMO>m')).toMatchObject({ memo: 'm' });
    expect(readEntry('<CHECKNUM>0')).toMatchObject({ memo: '' });
  });

  it('is pending in the list of pending ones', () => {
    const pending =
      '<BANKTRANLISTP><DTASOF>20260131<STMTTRNP><TRNTYPE>POS<DTTRAN>20260130<TRNAMT>-3<NAME>Soon</STMTTRNP></BANKTRANLISTP>';
    expect(readItems(file('', { after: pending }))).toMatchObject([
      { kind: 'entry', entry: { payee: 'Soon', date: '2026-01-30', isPending: true, externalId: null } },
    ]);
  });
});

describe('OFX that is refused', () => {
  it.each([
    [
      'cut off',
      file(transaction('<NAME>x')).slice(0, -60),
      /^Line 10: the file ends while <STMTTRN> of line 10 is open/,
    ],
    [
      'misnested',
      file('<STMTTRN><NAME>x'),
      /^Line 10: <\/BANKTRANLIST> stands where <STMTTRN> of line 10 is open. Exp/,
    ],
    [
      'closed twice',
      `${file('')}</OFX>`,
      /^Line 11: <\/OFX> closes what is not open. Expected a tag that opens\.$/,
    ],
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${file('')}`, /^Line 1: <!DOCTYPE declares entities/],
    [
      'without statements',
      `${header}<OFX>${signOn}</OFX>`,
      /holds nothing but SIGNONMSGSRSV1. Expected a statement/,
    ],
    [
      'too deep',
      `<OFX>${'<A>'.repeat(200)}`,
      /^Line 1: <A> is more than 100 elements deep. Expected at most 100\.$/,
    ],
    ['a long name', `<OFX><${'N'.repeat(5000)}>`, /^Line 1: the name <N{80}…> has 5000 characters/],
    ['a long value', file(transaction(`<NAME>${'x'.repeat(1_000_001)}`)), /^Line 10: .*1,000,000/],
    [
      'a comment without end',
      `<OFX><!--${' <a> '.repeat(300_000)}`,
      /^Line 1: a field of more than 1,000,000/,
    ],
  ])('%s', (_what, text, message) => expect(refusal(text)).toMatch(message));

  it('an error of the bank, in its own words, unless other accounts are there', () => {
    const failed = signOn.replace(
      '<CODE>0<SEVERITY>INFO',
      '<CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password',
    );
    expect(refusal(`<OFX>${failed}</OFX>`)).toMatch(
      /^Line 1: the bank answers with the error “15500 Wrong password”/,
    );
    const request = '<STMTTRNRS><TRNUID>2<STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>Down</STATUS></STMTTRNRS>';
    expect(refusal(`<OFX><BANKMSGSRSV1>${request}</BANKMSGSRSV1></OFX>`)).toMatch(/“2000 Down”/);
    const both = file(transaction('')).replace('<BANKMSGSRSV1>', `<BANKMSGSRSV1>${request}`);
    expect(read(both).statements.map(({ items }) => items[0]?.kind)).toEqual(['entry', 'problem']);
  });

  it('does not hang on a million carriage returns, blanks or brackets', () => {
    for (const mark of ['\r', ' ', '<', '<a ', '&', '&#', '<A>']) {
      const text = file(transaction(`<NAME>x${mark.repeat(900_000 / mark.length)}y`));
      expect(refusal(text)).toMatch(/^(?:read$|Line \d+: )/);
    }
  });
});

describe('the statement of a broker', () => {
  it('gives its bookings of money, and names what it has of securities as problems', () => {
    const bought =
      '<BUYSTOCK><INVBUY><INVTRAN><FITID>7<DTTRADE>20260105</INVTRAN><UNITS>1</INVBUY></BUYSTOCK>\n';
    const text = file(`${bought}<INVBANKTRAN>${transaction('<NAME>Interest')}<SUBACCTFUND>CASH</INVBANKTRAN>`)
      .replaceAll('BANKTRANLIST', 'INVTRANLIST')
      .replaceAll('STMTRS>', 'INVSTMTRS>')
      .replaceAll('BANKACCTFROM', 'INVACCTFROM');
    const [statement] = read(text).statements;
    expect(statement).toMatchObject({ from: '2026-01-01', currency: 'EUR', account: { number: '456' } });
    expect(statement?.items).toMatchObject([
      { kind: 'problem', problem: { line: 10, field: 'BUYSTOCK', value: '7' } },
      { kind: 'entry', entry: { payee: 'Interest', amountMinor: -500 } },
    ]);
  });
});
