import {
  chooseStatements,
  createRowReader,
  describeError,
  findProfileProblems,
  readStatementItem,
  type Import,
  type ImportProfile,
  type ReadRow,
} from '@steward/core/imports';
import { DomainError } from '@steward/core/errors';
import type { Account } from '@steward/core/ledger';
import { checkBalances, type Statement } from '@steward/core/statements';
import { readStatementFile } from '../statements/index.ts';
import { readCsv, type CsvRecord } from './csv-read.ts';

/** A row of a file, read or not. */
export interface FileRow {
  /** From 1, in the order of the file. */
  rowNumber: number;
  read: ReadRow;
}

type Readable = Pick<Import, 'format' | 'profile' | 'options'>;

interface FileRows {
  rows: AsyncIterable<FileRow> | Iterable<FileRow>;
  dates: Import['dates'];
  /** What could as well be otherwise, in sentences. */
  doubts: string[];
}

/**
 * The rows of an uploaded file, whatever its format.
 *
 * @throws DomainError for a table whose columns are not settled, and for a file that is none of its format.
 */
export async function readRows(path: string, file: Readable, account: Account): Promise<FileRows> {
  if (file.format !== 'csv') return readStatementRows(path, file, account);
  const problems = file.profile ? findProfileProblems(file.profile) : ['Say what the columns mean.'];
  if (file.profile === null || problems.length > 0) {
    throw new DomainError({ code: 'invalid', reason: 'import_profile', message: problems.join(' ') });
  }
  return { rows: readTableRows(path, file.profile, account), dates: null, doubts: [] };
}

async function readStatementRows(
  path: string,
  { options: { dateOrder } }: Readable,
  { externalId, currency }: Account,
): Promise<FileRows> {
  const forced = dateOrder === null ? {} : { dateOrder };
  const read = await readStatementFile(path, { defaultCurrency: currency, ...forced });
  const { file, dates, doubts } = read;
  const statements = chooseStatements(file, externalId);
  return { rows: rowsOf(statements, currency), dates, doubts: [...doubts, ...checkBalances(statements)] };
}

function* rowsOf(statements: readonly Statement[], currency: string): Generator<FileRow> {
  let rowNumber = 0;
  for (const { items } of statements) {
    for (const item of items) {
      rowNumber += 1;
      yield { rowNumber, read: readStatementItem(item, rowNumber, currency) };
    }
  }
}

/** Rows that are neither blank, nor before the header, nor the header. */
async function* readTableRows(
  path: string,
  profile: ImportProfile,
  account: Account,
): AsyncGenerator<FileRow> {
  const readCells = createRowReader(profile, account.currency);
  let isHeaderDue = profile.hasHeader;
  for await (const record of readCsv(path, profile)) {
    if (record.rowNumber <= profile.skipRows) continue;
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    if (isHeaderDue) isHeaderDue = false;
    else yield { rowNumber: record.rowNumber, read: readRecord(record, readCells) };
  }
}

function readRecord(
  { rowNumber, cells, problem }: CsvRecord,
  readCells: ReturnType<typeof createRowReader>,
): ReadRow {
  if (problem === null) return readCells(cells, rowNumber);
  const error = describeError(rowNumber, { column: 'Line', value: cells[0] ?? '', expected: problem });
  return { ok: false, error };
}
