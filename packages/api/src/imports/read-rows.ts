import {
  assignAccounts,
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
  /** From 1, in the order of the file, over all that stands in it. */
  rowNumber: number;
  accountId: string;
  read: ReadRow;
  /** Of what is pending: the row of the file that books it, by the same external id. */
  bookedRow?: number;
}

type Readable = Pick<Import, 'format' | 'profile' | 'options' | 'accountId'>;

interface FileRows {
  rows: AsyncIterable<FileRow> | Iterable<FileRow>;
  dates: Import['dates'];
  accounts: Import['accounts'];
  /** What could as well be otherwise, in sentences. */
  doubts: string[];
}

/**
 * The rows of an uploaded file, whatever its format.
 *
 * @throws DomainError for a table whose columns are not settled, and for a file that is none of its format.
 */
export async function readRows(
  path: string,
  file: Readable,
  accounts: ReadonlyMap<string, Account>,
): Promise<FileRows> {
  const account = accounts.get(file.accountId);
  if (!account) {
    const message = `There is no account ${file.accountId} here.`;
    throw new DomainError({ code: 'not_found', reason: 'account', message });
  }
  if (file.format !== 'csv') return readStatementRows(path, { file, account, accounts });
  const problems = file.profile ? findProfileProblems(file.profile) : ['Say what the columns mean.'];
  if (file.profile === null || problems.length > 0) {
    throw new DomainError({ code: 'invalid', reason: 'import_profile', message: problems.join(' ') });
  }
  return { rows: readTableRows(path, file.profile, account), dates: null, accounts: [], doubts: [] };
}

interface StatementSource {
  file: Readable;
  account: Account;
  accounts: ReadonlyMap<string, Account>;
}

async function readStatementRows(path: string, source: StatementSource): Promise<FileRows> {
  const { file, account, accounts } = source;
  const { dateOrder, accounts: choices } = file.options;
  const forced = dateOrder === null ? {} : { dateOrder };
  const read = await readStatementFile(path, { defaultCurrency: account.currency, ...forced });
  const { statements } = read.file;
  const uploadedFor = file.accountId;
  const found = assignAccounts({ statements, accounts: [...accounts.values()], uploadedFor, choices });
  const placed = statements.map((statement, index) => ({
    statement,
    account: accounts.get(found.accountIds[index] ?? '') ?? null,
  }));
  const taken = placed.flatMap(({ statement, account: own }) => (own === null ? [] : [statement]));
  return {
    rows: rowsOf(placed),
    ...{ dates: read.dates, accounts: found.accounts },
    doubts: [...read.doubts, ...checkBalances(taken)],
  };
}

type Placed = readonly { statement: Statement; account: Account | null }[];

/** Where each external id is booked, in files that hold pending entries too. */
function findBooked(placed: Placed): Map<string, number> {
  const booked = new Map<string, number>();
  const isPending = (item: Statement['items'][number]) => item.kind === 'entry' && item.entry.isPending;
  if (!placed.some(({ statement }) => statement.items.some(isPending))) return booked;
  let rowNumber = 0;
  for (const { statement, account } of placed) {
    for (const item of statement.items) {
      rowNumber += 1;
      if (item.kind === 'problem' || item.entry.isPending || item.entry.externalId === null) continue;
      const key = `${account?.id ?? ''} ${item.entry.externalId}`;
      if (!booked.has(key)) booked.set(key, rowNumber);
    }
  }
  return booked;
}

/** What goes to no account has numbers too, so that they stay the same when it does. */
function* rowsOf(placed: Placed): Generator<FileRow> {
  const booked = findBooked(placed);
  let rowNumber = 0;
  for (const { statement, account } of placed) {
    for (const item of statement.items) {
      rowNumber += 1;
      if (account === null) continue;
      const { id: accountId, currency } = account;
      const read = readStatementItem(item, rowNumber, currency);
      const externalId = read.ok && read.row.isPending ? read.row.externalId : null;
      const bookedRow = externalId === null ? undefined : booked.get(`${accountId} ${externalId}`);
      yield { rowNumber, accountId, read, ...(bookedRow !== undefined && { bookedRow }) };
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
    else yield { rowNumber: record.rowNumber, accountId: account.id, read: readRecord(record, readCells) };
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
