import { createCamtReader, StatementFile } from '@steward/core/statements';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStatementFile } from './index.ts';
import { createXmlTokenizer } from './xml-tokenizer.ts';

const account = '<Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id><Ccy>EUR</Ccy><Nm>Mine</Nm></Acct>';

function file(statement: string, { version = 'camt.053.001.08', prefix = '' } = {}): string {
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  const body =
    `<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>${account}\n${statement}\n` +
    '</Stmt></BkToCstmrStmt></Document>';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document ${name}="urn:iso:std:iso:20022:tech:xsd:${version}">` +
    body
  ).replace(/<(\/?)(?=[A-Z])/g, `<$1${prefix}`);
}

interface EntryParts {
  amount?: string;
  currency?: string;
  side?: string;
  status?: string;
  date?: string;
  rest?: string;
}

function entry(parts: EntryParts = {}): string {
  const { amount = '5.00', currency = 'EUR', side = 'DBIT', status = '<Cd>BOOK</Cd>', rest = '' } = parts;
  const { date = '<BookgDt><Dt>2026-01-05</Dt></BookgDt>' } = parts;
  return (
    `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>` +
    `<Sts>${status}</Sts>${date}${rest}</Ntry>`
  );
}

const details = (...transactions: string[]) =>
  `<NtryDtls>${transactions.map((inner) => `<TxDtls>${inner}</TxDtls>`).join('')}</NtryDtls>`;

async function read(statement: string, options?: { version?: string; prefix?: string }) {
  const bytes = Buffer.from(file(statement, options));
  const result = (await readStatementFile(bytes, { defaultCurrency: 'USD' })).file;
  expect(StatementFile.parse(result)).toEqual(result);
  return result;
}

async function readItems(statement: string) {
  const { statements } = await read(statement);
  return statements.flatMap(({ items }) =>
    items.map((item) => (item.kind === 'entry' ? item.entry : item.problem)),
  );
}

describe('an entry of CAMT', () => {
  it('is money out for a debit and in for a credit, also of a reversal', async () => {
    const reversal = '<RvslInd>true</RvslInd>';
    const items = await readItems(
      [
        entry(),
        entry({ side: 'CRDT' }),
        entry({ side: 'CRDT', rest: reversal }),
        entry({ amount: '0' }),
      ].join(''),
    );
    expect(items).toMatchObject([
      { amountMinor: -500 },
      { amountMinor: 500 },
      { amountMinor: 500 },
      { amountMinor: 0 },
    ]);
  });

  it('names the other side, the ultimate party first, and that of the payment in a reversal', async () => {
    const parties = '<Dbtr><Pty><Nm>Payer</Nm></Pty></Dbtr><Cdtr><Nm>Shop</Nm></Cdtr>';
    const rest = details(`<RltdPties>${parties}</RltdPties>`);
    const between = details(`<RltdPties>${parties}<UltmtCdtr><Nm>Behind</Nm></UltmtCdtr></RltdPties>`);
    const bank = details(
      '<RltdPties><Cdtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Cdtr></RltdPties>',
    );
    const items = await readItems(
      [
        ...[entry({ rest }), entry({ rest, side: 'CRDT' }), entry({ rest: between }), entry({ rest: bank })],
        entry({ rest: `<RvslInd>true</RvslInd>${rest}`, side: 'CRDT' }),
        entry({ rest: details('<RltdPties><Dbtr><Nm>Mine</Nm></Dbtr></RltdPties>') }),
      ].join(''),
    );
    expect(items.map((item) => 'payee' in item && item.payee)).toEqual([
      ...['Shop', 'Payer', 'Behind', 'Bank', 'Shop', ''],
    ]);
  });

  it('has what the payer wrote as its memo, or else what the bank adds', async () => {
    const remittance =
      '<RmtInf><Ustrd>one\n two</Ustrd><Ustrd>three</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>';
    const added = '<AddtlNtryInf>Card</AddtlNtryInf>';
    const items = await readItems(
      [
        entry({ rest: details(remittance) + added }),
        entry({ rest: details('<AddtlTxInf>Fee</AddtlTxInf>') + added }),
        entry({ rest: added }),
      ].join(''),
    );
    expect(items).toMatchObject([{ memo: 'one two three RF18' }, { memo: 'Fee' }, { memo: 'Card' }]);
  });

  it('is pending or booked, and what is for information only is left out', async () => {
    const statuses = ['BOOK', 'PDNG', '<Cd>FUTR</Cd>', 'INFO', '<Cd>INFO</Cd>', 'LATE'];
    const items = await readItems(statuses.map((status) => entry({ status })).join(''));
    expect(items).toMatchObject([
      { isPending: false },
      { isPending: true },
      { isPending: true },
      { field: 'Sts', value: 'LATE', expected: 'BOOK, PDNG, FUTR or INFO' },
    ]);
  });

  it('is on the day that is written, whatever the time zone', async () => {
    const dates = [
      '<BookgDt><DtTm>2026-01-05T23:59:59.999-11:00</DtTm></BookgDt><ValDt><Dt>2026-01-06+01:00</Dt></ValDt>',
      '<ValDt><DtTm>2026-01-06T00:00:00Z</DtTm></ValDt>',
      '',
      '<BookgDt><Dt>2026-02-30</Dt></BookgDt>',
      '<BookgDt><Dt>5.1.2026</Dt></BookgDt>',
    ];
    const items = await readItems(dates.map((date) => entry({ date })).join('\n'));
    expect(items).toMatchObject([
      { date: '2026-01-05', valueDate: '2026-01-06' },
      { date: '2026-01-06', valueDate: '2026-01-06' },
      { line: 5, field: 'BookgDt', value: '', expected: 'a date such as 2026-01-31' },
      {
        line: 6,
        field: 'BookgDt',
        value: '2026-02-30',
        expected: 'a day that exists: February 2026 has 28 days',
      },
      { line: 7, field: 'BookgDt', value: '5.1.2026' },
    ]);
  });

  it.each([
    [{ amount: '5.000' }, { amountMinor: -500 }],
    [{ amount: '5.001' }, { field: 'Amt', value: '5.001', expected: 'at most 2 decimals in EUR' }],
    [
      { amount: '5', currency: 'JPY' },
      { amountMinor: -5, currency: 'JPY' },
    ],
    [{ amount: '-5' }, { field: 'Amt', expected: 'a number without a sign such as 1234.50' }],
    [{ amount: '5,00' }, { field: 'Amt', expected: 'a number without a sign such as 1234.50' }],
    [{ amount: '' }, { field: 'Amt', value: '', expected: 'a number such as 1234.50' }],
    [{ currency: 'XYZ' }, { field: 'Amt Ccy', value: 'XYZ', expected: 'an ISO 4217 code such as EUR' }],
    [{ side: '' }, { field: 'CdtDbtInd', value: '', expected: 'CRDT or DBIT' }],
  ])('with %j is %j, and the rest is read', async (parts, expected) => {
    expect(await readItems(entry(parts) + entry())).toMatchObject([expected, { amountMinor: -500 }]);
  });

  it('says what was paid in another currency, and at which rate', async () => {
    const exchange = '<CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>0.91</XchgRate></CcyXchg>';
    const amounts = `<AmtDtls><InstdAmt><Amt Ccy="USD">5.49</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">5</Amt>${exchange}</TxAmt></AmtDtls>`;
    const items = await readItems(entry({ rest: details(amounts) }) + entry({ rest: amounts }));
    const original = { amountMinor: -549, currency: 'USD', rate: '0.91' };
    expect(items).toMatchObject([{ original }, { original }]);
  });
});

describe('a batch of CAMT', () => {
  const part = (amount: string, name: string, rest = '') =>
    `${rest}<Amt Ccy="EUR">${amount}</Amt><RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties>`;
  const own = (id: string) => `<Refs><AcctSvcrRef>${id}</AcctSvcrRef></Refs>`;
  const reference = '<AcctSvcrRef>R</AcctSvcrRef>';

  it('is an entry for each of its transactions where they add up to it', async () => {
    const rest = reference + details(part('2.00', 'A'), part('3.00', 'B'));
    expect(await readItems(entry({ rest }))).toMatchObject([
      { amountMinor: -200, payee: 'A', externalId: 'R/1', date: '2026-01-05' },
      { amountMinor: -300, payee: 'B', externalId: 'R/2', date: '2026-01-05' },
    ]);
    const named = reference + details(part('2.00', 'A', own('a')), part('3.00', 'B', own('b')));
    expect(await readItems(entry({ rest: named }))).toMatchObject([{ externalId: 'a' }, { externalId: 'b' }]);
    // Up to version 2 amounts are in AmtDtls, and one that comes back is taken off.
    const old = (amount: string, side: string) =>
      `<CdtDbtInd>${side}</CdtDbtInd><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>`;
    const mixed = details(old('7.00', 'DBIT'), old('2.00', 'CRDT'));
    expect(await readItems(entry({ rest: mixed }))).toMatchObject([
      { amountMinor: -700 },
      { amountMinor: 200 },
    ]);
  });

  it('stays one entry where they do not', async () => {
    const others = [
      details(part('2.00', 'A'), part('2.99', 'A')),
      details(part('2.00', 'A'), '<RltdPties><Cdtr><Nm>A</Nm></Cdtr></RltdPties>'),
      details(part('2.00', 'A'), part('3.00', 'A').replace('EUR', 'CHF')),
    ];
    for (const rest of others) {
      expect(await readItems(entry({ rest: reference + rest }))).toMatchObject([
        { amountMinor: -500, payee: 'A', externalId: 'R' },
      ]);
    }
  });
});

describe('the id of an entry', () => {
  it.each([
    ['<AcctSvcrRef>R</AcctSvcrRef>', '<AcctSvcrRef>T</AcctSvcrRef>', 'R'],
    ['', '<AcctSvcrRef>T</AcctSvcrRef><TxId>X</TxId>', 'T'],
    ['', '<TxId>X</TxId><UETR>U</UETR>', 'X/DBIT'],
    ['', '<UETR>U</UETR>', 'U/DBIT'],
    ['<AcctSvcrRef>NONREF</AcctSvcrRef>', '<EndToEndId>NOTPROVIDED</EndToEndId><InstrId>I</InstrId>', null],
    ['<NtryRef>1</NtryRef>', '<EndToEndId>E</EndToEndId>', null],
  ])('of %s with %s is %s', async (outer, inner, externalId) => {
    const [item] = await readItems(entry({ rest: outer + details(`<Refs>${inner}</Refs>`) }));
    expect(item).toMatchObject({ externalId });
  });
});

describe('a file of CAMT', () => {
  const balance = (code: string, amount: string, side = 'CRDT') =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>` +
    `<CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>`;

  it('has its balances with their signs; the previous closing one opens where nothing else does', async () => {
    const kinds = async (statement: string) =>
      (await read(statement)).statements[0]?.balances.map(({ kind, amountMinor }) => [kind, amountMinor]);
    expect(await kinds(balance('PRCD', '1') + balance('CLBD', '2', 'DBIT'))).toEqual([
      ['opening', 100],
      ['closing', -200],
    ]);
    expect(await kinds(balance('PRCD', '1') + balance('OPBD', '2'))).toEqual([
      ['other', 100],
      ['opening', 200],
    ]);
    const [problem] = await readItems(balance('OPBD', '1.234'));
    expect(problem).toMatchObject({ field: 'Amt', value: '1.234', expected: 'at most 2 decimals in EUR' });
  });

  it('says its version and period, with a prefix or without', async () => {
    const period =
      '<FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>2026-01-31T23:59:59</ToDtTm></FrToDt>';
    for (const prefix of ['', 'ns2:']) {
      const { version, statements } = await read(period + entry(), { prefix, version: 'camt.053.001.02' });
      expect(version).toBe('camt.053.001.02');
      expect(statements).toMatchObject([
        { account: { number: 'NL26VAYB8060476890', name: 'Mine' }, currency: 'EUR', from: '2026-01-01' },
      ]);
      expect(statements[0]?.items).toHaveLength(1);
    }
  });

  it('reads the same however it is cut into pieces', async () => {
    const text = file(
      entry({ rest: details('<RmtInf><Ustrd>a &amp; b<![CDATA[ c\r\nd ]]></Ustrd></RmtInf>') }),
    );
    const whole = (await readStatementFile(Buffer.from(text), { defaultCurrency: 'EUR' })).file;
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 30 }), (places) => {
        const tokenizer = createXmlTokenizer(createCamtReader());
        const cuts = [0, ...places.sort((first, second) => first - second), text.length];
        cuts.forEach((cut, index) => index > 0 && tokenizer.write(text.slice(cuts[index - 1], cut)));
        expect(tokenizer.end()).toEqual(whole);
      }),
    );
  });
});
