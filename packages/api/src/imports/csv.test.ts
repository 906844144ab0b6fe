import type { ImportProfile } from '@steward/core/imports';
import { createRowReader } from '@steward/core/imports';
import { formatAmount } from '@steward/core/money';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFile } from './csv-detect.ts';
import { readCsv } from './csv-read.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(bytes: Buffer | string): string {
  const path = join(folder, 'file.csv');
  writeFileSync(path, bytes);
  return path;
}

async function readAll(path: string, profile: ImportProfile) {
  const records = [];
  for await (const record of readCsv(path, profile)) records.push(record);
  return records;
}

const dialect = fc.record({
  encoding: fc.constantFrom('utf8', 'utf8-bom', 'utf16le-bom', 'utf16be-bom', 'win1252'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('"', "'"),
  isQuotedAlways: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  dateOrder: fc.constantFrom('ymd', 'dmy', 'mdy'),
  marks: fc.constantFrom(
    { decimal: '.', thousands: '' } as const,
    { decimal: '.', thousands: ',' } as const,
    { decimal: ',', thousands: '.' } as const,
  ),
});
const name = fc.stringMatching(/^[A-Za-zÄéß€][A-Za-zÄéß€ 'n"&;,|*]{2,20}[a-z]$/);
const rows = fc.array(
  fc.record({
    day: fc.integer({ min: 13, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    payee: name,
    amountMinor: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  }),
  { minLength: 3, maxLength: 20 },
);

type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;
type Row = typeof rows extends fc.Arbitrary<(infer T)[]> ? T : never;

function writeCell(text: string, { delimiter, quote, isQuotedAlways }: Dialect): string {
  const mustQuote = isQuotedAlways || [delimiter, quote, '\n', '\r'].some((mark) => text.includes(mark));
  return mustQuote ? quote + text.replaceAll(quote, quote + quote) + quote : text;
}

function writeDate({ day, month }: Row, order: string): string {
  const [dd, mm] = [String(day).padStart(2, '0'), String(month).padStart(2, '0')];
  return { ymd: `2026-${mm}-${dd}`, dmy: `${dd}.${mm}.2026`, mdy: `${mm}/${dd}/2026` }[order] ?? '';
}

function writeFile(body: Row[], style: Dialect): Buffer {
  const lines = [
    ['Date', 'Payee', 'Amount'],
    ...body.map((row) => [
      writeDate(row, style.dateOrder),
      row.payee,
      formatAmount({ amountMinor: row.amountMinor, currency: 'EUR' }, style.marks),
    ]),
  ];
  const text = lines
    .map((cells) => cells.map((cell) => writeCell(cell, style)).join(style.delimiter) + style.newline)
    .join('');
  const [encoding = '', mark] = style.encoding.split('-');
  return iconv.encode(text, encoding, { addBOM: mark !== undefined });
}

describe('CSV in any dialect', () => {
  it('is detected and read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, dialect, async (body, style) => {
        const path = save(writeFile(body, style));
        const { profile } = await detectFile(path, 'EUR');
        const read = createRowReader(profile, 'EUR');
        const records = await readAll(path, profile);
        const results = records.slice(1).map(({ cells, rowNumber }) => read(cells, rowNumber));
        expect(results.map((result) => (result.ok ? result.row : result.error))).toMatchObject(
          body.map((row) => ({
            date: writeDate(row, 'ymd'),
            payee: row.payee,
            amountMinor: row.amountMinor,
          })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('takes no payee that looks like the borders of cells for one', async () => {
    const path = save(
      `Date,Payee,Amount\n2026-01-13,'Smith","Sons',-1.00\n2026-01-14,'Ox","Co',-2.00\n2026-01-15,Ivy,3.00\n`,
    );
    const { profile } = await detectFile(path, 'EUR');
    expect(profile).toMatchObject({ delimiter: ',', quote: "'" });
    const records = await readAll(path, profile);
    expect(records.map(({ cells }) => cells[1])).toEqual(['Payee', 'Smith","Sons', 'Ox","Co', 'Ivy']);
  });

  it('goes on behind broken lines and names their rows', async () => {
    const path = save(
      [
        'Date,Payee,Amount',
        '2026-01-01,"Open,1.00',
        '2026-01-02,"Fine, really",2.00',
        '2026-01-03,5" pipe,3.00',
        '2026-01-04,"bad"x,4.00',
        '',
        '2026-01-05,Last,5.00',
      ].join('\n'),
    );
    const { profile } = await detectFile(path, 'EUR');
    const records = await readAll(path, profile);
    expect(
      records.map(({ rowNumber, cells, problem }) => [rowNumber, cells.length, problem !== null]),
    ).toEqual([
      [1, 3, false],
      [2, 1, true],
      [3, 3, false],
      [4, 3, false],
      [5, expect.any(Number), expect.any(Boolean)],
      [6, 1, false],
      [7, 3, false],
    ]);
    expect(records[3]?.cells[1]).toBe('5" pipe');
    expect(records.at(-1)?.cells).toEqual(['2026-01-05', 'Last', '5.00']);
  });

  it('skips what stands above the header', async () => {
    const path = save(
      'Bank of Examples\nAccount;123\n\nBuchungstag;Empfänger;Betrag\n01.02.2026;Ä;-1,50\n13.02.2026;B;2,00\n14.02.2026;C;2,00\n',
    );
    const { profile } = await detectFile(path, 'EUR');
    expect(profile).toMatchObject({
      skipRows: 3,
      hasHeader: true,
      delimiter: ';',
      decimal: ',',
      dateOrder: 'dmy',
    });
  });
});
