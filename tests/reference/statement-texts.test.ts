import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { looksLikeMt940, looksLikeQif, readMt940, readQif, type Statement } from '@steward/core/statements';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLibraryFile } from './mt940-library.ts';
import { describeReading, hasTextBankFiles, listTextBankFiles, readTextBankFile } from './text-bank-files.ts';

const isHere = hasTextBankFiles();
const mt940Files = listTextBankFiles('mt940', /\.(?:sta|txt)$/);
const qifFiles = listTextBankFiles('qif', /\.qif$/);

/** Written by the reader, then read by a person beside the file and, for MT940, beside the library's values below. */
function expectedPath(path: string): string {
  return join(import.meta.dirname, 'statements', `${path.replaceAll('/', '.')}.txt`);
}

function compare(path: string, reading: string): void {
  const expected = expectedPath(path);
  if (process.env.UPDATE_EXPECTED === '1') {
    mkdirSync(join(import.meta.dirname, 'statements'), { recursive: true });
    writeFileSync(expected, reading);
  }
  expect(
    existsSync(expected),
    `${basename(expected)} is missing: run with UPDATE_EXPECTED=1 and read it`,
  ).toBe(true);
  expect(reading).toBe(readFileSync(expected, 'utf8'));
}

describe.skipIf(!isHere)('the MT940 and MT942 files of banks', () => {
  it('are all here', () => expect(mt940Files).toHaveLength(35));

  it.each(mt940Files)('reads %s as written down, or refuses it with place and reason', (path) => {
    const text = readTextBankFile(path);
    expect(looksLikeMt940(text) && !looksLikeQif(text)).toBe(true);
    compare(
      path,
      describeReading(() => ({ file: readMt940(text) })),
    );
  });
});

/** Entries from which files of the library's tests were made shorter, or changed, without their balances. */
const DO_NOT_ADD_UP: Readonly<Record<string, number>> = {
  'mt940/betterplace/sepa_snippet.sta': 1, // the first entry of the second statement became D 0,08
  'mt940/betterplace/sepa_snippet_broken.sta': 1, // three entries were cut
  'mt940/jejik/abnamro.sta': 2,
  'mt940/jejik/ing.sta': 1,
  'mt940/jejik/knab.sta': 1,
  'mt940/jejik/postfinance.sta': 1, // 159,4 would be right
  'mt940/jejik/rabobank.sta': 2,
  'mt940/jejik/triodos.sta': 1,
  'mt940/mBank/with_newline_in_tnr.sta': 1,
};

function addsUp({ balances, items }: Statement): boolean {
  const booked = balances.filter(({ kind }) => ['opening', 'interim', 'closing'].includes(kind));
  const [first, last] = [booked[0], booked.at(-1)];
  if (first === undefined || last === undefined || first === last) return true;
  const sum = items.reduce((total, item) => total + (item.kind === 'entry' ? item.entry.amountMinor : 0), 0);
  return first.amountMinor + sum === last.amountMinor;
}

describe.skipIf(!isHere)('the balances of the MT940 files', () => {
  it.each(mt940Files)('of %s: opening and entries make closing', (path) => {
    const reading = describeReading(() => ({ file: readMt940(readTextBankFile(path)) }));
    // What is refused has no balances.
    if (reading.startsWith('refused')) return;
    const { statements } = readMt940(readTextBankFile(path));
    const wrong = statements.filter((statement) => !addsUp(statement));
    expect(wrong).toHaveLength(DO_NOT_ADD_UP[path] ?? 0);
  });
});

/** Entries that the Python library (wolph/mt940, the .yml beside each file) reads and we do not: in DEM, which is not in use. */
const UNREAD: Readonly<Record<string, number>> = { 'mt940/cmxl/mt940.sta': 11 };

/** It strips each line before it puts them together, so that spaces are no measure. */
const bare = (text: string) => text.replaceAll(/\s/g, '');

describe.skipIf(!isHere)('against the Python library mt940', () => {
  const withValues = mt940Files.filter((path) => path.endsWith('.sta'));

  it.each(withValues)('%s has its dates, amounts and balances', (path) => {
    const library = readLibraryFile(readTextBankFile(path.replace(/\.sta$/, '.yml')));
    const reading = describeReading(() => ({ file: readMt940(readTextBankFile(path)) }));
    // Single tags are no statement: refused here, put together there.
    if (reading.startsWith('refused')) return;
    const { statements } = readMt940(readTextBankFile(path));
    const entries = statements.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])),
    );
    const theirs = library.entries.slice(UNREAD[path] ?? 0);
    expect(
      entries.map(({ valueDate, date, amountMinor, currency }) => ({
        valueDate,
        date,
        amountMinor,
        currency,
      })),
    ).toEqual(
      theirs.map(({ date, entryDate, amountMinor, status, currency }) => ({
        valueDate: date,
        date: entryDate ?? date,
        // It gives the reversal of a credit no sign.
        amountMinor: status === 'RC' ? -Math.abs(amountMinor) : amountMinor,
        currency,
      })),
    );
    theirs.forEach(({ name, bankReference }, index) => {
      const { payee, externalId } = entries[index]!;
      if (name !== null) expect(bare(payee)).toBe(bare(name));
      // Behind a reference of under 16 characters it takes the // and more for a part of that.
      if (bankReference !== null && bankReference !== 'NONREF') {
        expect(externalId?.split(' ')[0]).toBe(bankReference);
      }
    });
    const lastOf = (kind: string) =>
      statements.flatMap(({ balances }) => balances.filter((balance) => balance.kind === kind)).at(-1) ??
      null;
    expect(lastOf('opening')).toEqual(library.opening && { kind: 'opening', ...library.opening });
    expect(lastOf('closing')).toEqual(library.closing && { kind: 'closing', ...library.closing });
  });
});

describe.skipIf(!isHere)('the QIF files', () => {
  it('are all here', () => expect(qifFiles).toHaveLength(4));

  it.each(qifFiles)('reads %s as written down', (path) => {
    const text = readTextBankFile(path);
    expect(looksLikeQif(text) && !looksLikeMt940(text)).toBe(true);
    compare(
      path,
      describeReading(() => readQif(text, { currency: 'USD' })),
    );
  });
});

describe.skipIf(!isHere)('the files of banks, changed at random', () => {
  const read = (path: string, text: string) =>
    describeReading(() =>
      path.startsWith('qif') ? readQif(text, { currency: 'USD' }) : { file: readMt940(text) },
    );
  const pieces = [
    ':61:',
    ':86:',
    ':20:',
    '\n',
    '-',
    '^',
    '!Type:Bank',
    '\0',
    '?20',
    '//',
    ' '.repeat(400),
    '9'.repeat(80),
  ];

  it('are read or refused with a sentence', () => {
    const change = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(60),
      fc.constantFrom('', ...pieces),
    );
    const files = fc.constantFrom(...mt940Files, ...qifFiles);
    fc.assert(
      fc.property(files, fc.array(change, { minLength: 1, maxLength: 8 }), (path, changes) => {
        const changed = changes.reduce((text, [share, length, piece]) => {
          const at = Math.floor(share * text.length);
          return text.slice(0, at) + piece + text.slice(at + length);
        }, readTextBankFile(path));
        const reading = read(path, changed);
        expect(reading.length).toBeLessThan(20 * changed.length + 2000);
      }),
      { numRuns: 1000 },
    );
  });
});
