import { readStatementFile } from '@steward/api/statements';
import { DomainError } from '@steward/core/errors';
import { StatementFile, type Statement } from '@steward/core/statements';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBankFiles } from './reference-data.ts';
import { writeStatementLines } from './statement-lines.ts';

/**
 * Every file of genkgo/camt and ofxparse beside the project. What each must say was derived from the files by hand and is
 * kept in statements/: the lines of what is read, or the sentence with which it is refused.
 */
const KINDS = ['camt', 'ofx'] as const;

async function readLines(path: string): Promise<string[]> {
  try {
    return writeStatementLines((await readStatementFile(path, { defaultCurrency: 'EUR' })).file);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [`refused: ${error.message}`];
  }
}

function readExpected(kind: string): Record<string, string[]> {
  const path = join(import.meta.dirname, 'statements', `${kind}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string[]>;
}

describe.each(KINDS)('the bank files of %s', (kind) => {
  const files = listBankFiles(kind);

  test.skipIf(files.size === 0)('are all read as they say, or refused with place and reason', async () => {
    const expected = readExpected(kind);
    expect([...files.keys()]).toEqual(Object.keys(expected).sort());
    for (const [name, path] of files) expect(await readLines(path), name).toEqual(expected[name]);
  });

  test.skipIf(files.size === 0)(
    'give the same from memory as from the file, in the shape of the schema',
    async () => {
      for (const path of files.values()) {
        const read = await readStatementFile(path, { defaultCurrency: 'EUR' }).then(
          ({ file }) => file,
          () => null,
        );
        if (read === null) continue;
        expect(StatementFile.parse(read)).toEqual(read);
        expect((await readStatementFile(readFileSync(path), { defaultCurrency: 'EUR' })).file).toEqual(read);
      }
    },
  );
});

/** Files whose makers changed amounts without the balances, or put several currencies into one statement. */
const doNotAddUp: Record<string, string> = {
  'camt053.v2.all-balance-types.xml': 'every balance is another made-up number',
  'camt053.v2.five.decimals.xml': '18.150 and 8.850 are 27.000, not 27.050',
  ...Object.fromEntries(
    [
      ...['camt053.v2.minimal.ultimate.xml', 'camt053.v2.minimal.xml', 'camt053.v2.with-party-ids.xml'],
      ...['camt053.v3.xml', 'camt053.v4.xml', 'camt053.v8.xml'],
    ].map((name) => [name, 'opened in EUR, closed in SEK']),
  ),
};

/** Opening balance and bookings against the closing balance; null where one of them is not there. */
function addsUp({ balances, items }: Statement): boolean | null {
  const opening = balances.find(({ kind }) => kind === 'opening');
  const closing = balances.find(({ kind }) => kind === 'closing');
  if (!opening || !closing) return null;
  const booked = items.flatMap((item) =>
    item.kind === 'entry' && !item.entry.isPending ? [item.entry] : [],
  );
  const sum = booked.reduce((total, { amountMinor }) => total + amountMinor, opening.amountMinor);
  return sum === closing.amountMinor && opening.currency === closing.currency;
}

test.skipIf(listBankFiles('camt').size === 0)(
  'opening balance and bookings are the closing balance, but for files made up otherwise',
  async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const [name, path] of [...listBankFiles('camt'), ...listBankFiles('ofx')]) {
      const read = await readStatementFile(path, { defaultCurrency: 'EUR' }).then(
        ({ file }) => file,
        () => null,
      );
      const results = (read?.statements ?? []).map(addsUp).filter((result) => result !== null);
      compared += results.length;
      if (results.includes(false)) wrong.push(name);
    }
    expect(wrong).toEqual(Object.keys(doNotAddUp).sort());
    expect(compared).toBe(10);
  },
);
