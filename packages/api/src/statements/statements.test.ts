import { DomainError } from '@steward/core/errors';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectStatementFormat, readStatementFile } from './index.ts';

const namespace = 'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"';

function camt(body: string, declaration = '<?xml version="1.0" encoding="UTF-8"?>'): string {
  return `${declaration}\n<Document ${namespace}><BkToCstmrStmt><Stmt>\n${body}\n</Stmt></BkToCstmrStmt></Document>\n`;
}

function entry(payee: string): string {
  return (
    '<Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>' +
    `<NtryDtls><TxDtls><RltdPties><Cdtr><Nm>${payee}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`
  );
}

function ofx(payee: string, header: string, isClosed = false): string {
  const value = (name: string, text: string) => `<${name}>${text}${isClosed ? `</${name}>` : ''}`;
  const transaction =
    value('DTPOSTED', '20260105') + value('TRNAMT', '-5.00') + value('FITID', '1') + value('NAME', payee);
  return (
    `${header}<OFX><SIGNONMSGSRSV1><SONRS><STATUS>${value('CODE', '0')}${value('SEVERITY', 'INFO')}</STATUS></SONRS>` +
    `</SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS>${value('CURDEF', 'EUR')}<BANKTRANLIST><STMTTRN>${transaction}` +
    '</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>'
  );
}

const sgmlHeader = 'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n';
const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n';

async function payeeOf(bytes: Buffer): Promise<unknown> {
  const { statements } = (await readStatementFile(bytes, { defaultCurrency: 'EUR' })).file;
  const item = statements[0]?.items[0];
  return item?.kind === 'entry' ? item.entry.payee : item?.problem;
}

async function refusal(text: string | Buffer): Promise<string> {
  const error: unknown = await readStatementFile(Buffer.from(text), { defaultCurrency: 'EUR' }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) return JSON.stringify(error);
  expect(error).toMatchObject({ code: 'invalid', reason: 'statement_file' });
  return error.message;
}

describe('the format of a bank file', () => {
  it.each([
    ['ofx', ofx('x', sgmlHeader)],
    ['ofx', `\n\n\r\n${ofx('x', sgmlHeader)}`],
    ['ofx', ofx('x', '')],
    ['ofx', ofx('x', xmlHeader)],
    ['camt', camt('')],
    ['camt', '<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">'],
    ['camt', '<Document><BkToCstmrStmt>'],
    [null, 'Date,Payee,Amount\n2026-01-05,<OFX>,5'],
    [null, '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">'],
    [null, '<!doctype html><title>Sign in</title>'],
    [null, ''],
  ])('is %s by its beginning, in any encoding', (format, text) => {
    expect(detectStatementFormat(text)).toBe(format);
    for (const encoding of ['utf8', 'utf16le', 'utf16-be']) {
      for (const addBOM of [true, false]) {
        expect(detectStatementFormat(iconv.encode(text, encoding, { addBOM }))).toBe(format);
      }
    }
  });

  it('is named in the refusal of what is none', async () => {
    expect(await refusal('Date,Payee\n')).toBe(
      'Line 1: the file is none of the formats of banks. Expected the beginning of an OFX, QFX, QIF, CAMT or MT940 file.',
    );
  });
});

describe('the letters of a bank file', () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;

  it.each([
    ['utf8', camt(entry('Café Łódź'))],
    ['utf16le', camt(entry('Café Łódź'), declared('UTF-16'))],
    ['utf16-be', camt(entry('Café Łódź'), declared('UTF-16'))],
    ['iso-8859-2', camt(entry('Café Łódź'), declared('ISO-8859-2'))],
    ['utf8', ofx('Café Łódź', sgmlHeader)],
    ['utf8', ofx('Café Łódź', xmlHeader, true)],
    ['windows-1250', ofx('Café Łódź', sgmlHeader.replace('1252', '1250'))],
  ])('are read in %s', async (encoding, text) => {
    for (const addBOM of [false, encoding.startsWith('utf')]) {
      expect(await payeeOf(iconv.encode(text, encoding, { addBOM }))).toBe('Café Łódź');
    }
  });

  it('are those of Windows where the file says UTF-8 and is not, or says nothing that is an encoding', async () => {
    const text = iconv.encode(camt(entry('Café €')), 'windows-1252');
    expect(await payeeOf(text)).toBe('Café €');
    expect(await payeeOf(iconv.encode(ofx('Café €', sgmlHeader), 'windows-1252'))).toBe('Café €');
    const base64 = iconv.encode(camt(entry('Café €'), declared('base64')), 'windows-1252');
    expect(await payeeOf(base64)).toBe('Café €');
  });

  it('keep a mark in the place of a NUL byte', async () => {
    expect(await payeeOf(Buffer.from(camt(entry('a\0b'))))).toBe('a\ufffdb');
    expect(await payeeOf(Buffer.from(ofx('a\0b', sgmlHeader)))).toBe('a\ufffdb');
  });
});

describe('OFX 2', () => {
  it('is read as XML, with its version, and as SGML where its elements are left open', async () => {
    for (const isClosed of [true, false]) {
      const bytes = Buffer.from(ofx('A &amp; B', xmlHeader, isClosed));
      const result = (await readStatementFile(bytes, { defaultCurrency: 'EUR' })).file;
      expect(result.version).toBe('OFX 211');
      expect(await payeeOf(bytes)).toBe('A & B');
    }
    expect(await refusal(ofx('A & B', xmlHeader, true))).toMatch(/^Line 3: .*inside of <NAME> of line 3/);
  });
});

describe('XML that is refused', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>';

  it.each([
    [
      'an entity bomb',
      camt('', `<?xml version="1.0"?>\n${bomb}`),
      /^Line 2: <!DOCTYPE declares entities or elements/,
    ],
    ['a DOCTYPE from elsewhere', camt('', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'), /^Line 1: <!DOCTYPE/],
    [
      'an unknown entity',
      camt(entry('&b;')),
      /^Line 3: undefined entity, inside of <Nm> of line 3. Expected well-/,
    ],
    [
      'an entity of JavaScript',
      camt(entry('&constructor;')),
      /^Line 3: undefined entity, inside of <Nm> of line 3/,
    ],
    ['tags crossed', camt('<Ntry><Amt></Ntry>'), /^Line 3: unexpected close tag, inside of <Ntry> of line 3/],
    ['a file cut off', camt(entry('x')).slice(0, -60), /^Line 3: unclosed tag: TxDtls/],
    [
      '100 levels',
      camt('<A>'.repeat(200)),
      /^Line 3: <A> is more than 100 elements deep. Expected at most 100\.$/,
    ],
    ['a long text', camt(entry('x'.repeat(1_000_001))), /^Line 3: .*1,000,000/],
    [
      'a long text in pieces',
      camt(entry(`${'x'.repeat(999)}<!---->`.repeat(1_002))),
      /^Line 3: <Nm> is longer than 1,000,000 char/,
    ],
    [
      'a text without end',
      camt(entry('x'.repeat(5_000_000))),
      /^Line 3: a text, tag or comment of more than 1,000,000/,
    ],
    [
      'a comment without end',
      camt(`<!-- ${'<a> '.repeat(1_000_000)}`),
      /^Line 3: a text, tag or comment of more/,
    ],
    ['a tag without end', camt(`<a ${'b="c" '.repeat(1_000_000)}`), /^Line 3: .*/],
    [
      'a long name',
      camt(`<${'N'.repeat(5000)}/>`),
      /^Line 3: the name <N{80}…> has 5000 characters. Expected at most 1,0/,
    ],
    [
      'no statement',
      `<Document ${namespace}><BkToCstmrStmt/></Document>`,
      /^Line 1: <BkToCstmrStmt> holds no statement/,
    ],
    [
      'no message',
      `<Document ${namespace}><Other/></Document>`,
      /^Line 1: the file ends without a message. Expected/,
    ],
    ['two roots', `${camt('')}<Document/>`, /^Line 5: documents may contain only one root/],
  ])('has %s', async (_what, text, message) => expect(await refusal(text)).toMatch(message));

  it('has more elements in one entry than any bank writes', async () => {
    expect(await refusal(camt(`<Ntry>${'<a/>'.repeat(1_000_001)}</Ntry>`))).toBe(
      'Line 3: <Ntry> of line 3 holds more than 1,000,000 elements. Expected fewer.',
    );
  });

  it('has more statements than any bank writes', async () => {
    const empty = camt('</Stmt><Stmt>'.repeat(100_001));
    expect(await refusal(empty)).toBe('Line 3: more than 100,000 statements. Expected fewer.');
  });
});
