import { parseDate } from '@steward/core/calendar';
import { guessProfile, type GuessedProfile } from '@steward/core/imports';
import { parseAmount } from '@steward/core/money';
import type { LabelledRow } from '@steward/ml/evaluation';
import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from '../arguments/index.ts';

/** Which column holds what. */
export interface Columns {
  date: string;
  payee: string;
  amount: string;
  category: string;
  memo: string | null;
  context: string[];
}

export interface LabelledFile {
  /** In date order; rows of one day in the order of the file. */
  rows: LabelledRow[];
  /** Rows without a category. */
  unlabelled: number;
  /** One sentence for each row that could not be read. */
  errors: string[];
}

/** Rows that the writing of dates and amounts is guessed from. */
const SAMPLE = 500;
/** Amounts are compared, never added up, so that two decimals do for any currency. */
const EXPONENT = 2;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads the labelled rows of a CSV file (gzip when it ends in .gz) in date order.
 *
 * @throws UsageError for a column that the file does not have, or a file that is not there.
 */
export async function readLabelledRows(path: string, columns: Columns): Promise<LabelledFile> {
  const records = await readRecords(path, columns);
  const { profile } = guessProfile([
    ['date', 'amount'],
    ...records.slice(0, SAMPLE).map((cells) => [cells[columns.date] ?? '', cells[columns.amount] ?? '']),
  ]);
  const file: LabelledFile = { rows: [], unlabelled: 0, errors: [] };
  records.forEach((cells, index) => {
    if (!cells[columns.category]?.trim()) {
      file.unlabelled += 1;
      return;
    }
    const read = readRow(cells, columns, profile);
    if ('error' in read) file.errors.push(`Row ${index + 1}: ${read.error}`);
    else file.rows.push(read);
  });
  file.rows.sort((a, b) => (a.row.date < b.row.date ? -1 : a.row.date > b.row.date ? 1 : 0));
  return file;
}

type Cells = Record<string, string>;

function readRow(
  cells: Cells,
  columns: Columns,
  profile: GuessedProfile['profile'],
): LabelledRow | { error: string } {
  const refuse = (column: string, expected: string) => ({
    error: `${column} is ${JSON.stringify(cells[column] ?? '')}, expected ${expected}.`,
  });
  const date = parseDate(cells[columns.date] ?? '', profile.dateOrder);
  if (!date.ok) return refuse(columns.date, date.expected);
  const text = trimDecimals(cells[columns.amount] ?? '', profile.decimal);
  const amount = parseAmount(text, {
    ...{ decimal: profile.decimal, thousands: profile.thousands, exponent: EXPONENT },
  });
  if (!amount.ok) return refuse(columns.amount, amount.expected);
  return {
    label: cells[columns.category]?.trim() ?? '',
    row: {
      payee: cells[columns.payee] ?? '',
      memo: columns.memo === null ? '' : (cells[columns.memo] ?? ''),
      ...{ amount: amount.amountMinor, date: date.date },
      context: Object.fromEntries(columns.context.map((name) => [name, cells[name] ?? ''])),
    },
  };
}

/** Exports carry float noise such as 72.610000001: what is behind the second decimal says nothing here. */
function trimDecimals(text: string, decimal: '.' | ','): string {
  const at = text.lastIndexOf(decimal);
  if (at < 0) return text;
  const fraction = /^\d*/.exec(text.slice(at + 1))?.[0] ?? '';
  return text.slice(0, at + 1) + fraction.slice(0, EXPONENT) + text.slice(at + 1 + fraction.length);
}

async function readRecords(path: string, columns: Columns): Promise<Cells[]> {
  try {
    const header = await readFirstLine(path);
    const delimiter = mostFrequent(header);
    const parser = open(path).pipe(parse({ columns: true, bom: true, delimiter, relax_column_count: true }));
    const records: Cells[] = [];
    for await (const record of parser as AsyncIterable<Cells>) {
      if (records.length === 0) demandColumns(record, columns);
      records.push(record);
    }
    return records;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read as CSV: ${reason}`, { cause: error });
  }
}

/** Errors of the file reach whoever reads what comes of it. */
function open(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  return file.pipe(unzipped);
}

async function readFirstLine(path: string): Promise<string> {
  const stream = open(path);
  try {
    for await (const line of createInterface({ input: stream })) return line;
    return '';
  } finally {
    stream.destroy();
  }
}

function mostFrequent(header: string): string {
  const count = (mark: string) => header.split(mark).length;
  return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function demandColumns(record: Cells, { date, payee, amount, category, memo, context }: Columns): void {
  const wanted = [date, payee, amount, category, ...(memo === null ? [] : [memo]), ...context];
  const missing = wanted.filter((name) => !Object.hasOwn(record, name));
  if (missing.length === 0) return;
  throw new UsageError(
    `The file has no column ${missing.join(', ')}. Its columns are ${Object.keys(record).join(', ')}.`,
  );
}
