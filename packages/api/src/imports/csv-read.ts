import type { CsvDialect } from '@steward/core/imports';
import { CsvError, Parser } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { once } from 'node:events';
import { decodeFile } from '../statements/index.ts';

/** A record of a file. Rows count from 1, header and blank lines included, as a spreadsheet shows them. */
export interface CsvRecord {
  rowNumber: number;
  cells: string[];
  /** What was wrong with a line that is no record; `cells` then holds it whole. */
  problem: string | null;
}

/** A record longer than this is an opened quote that nobody closed. */
const MAX_RECORD_BYTES = 1_000_000;
/** Broken lines that cost a second look each; from then on quotes are read leniently. */
const MAX_RESUMPTIONS = 50;
const RECORD_DELIMITERS = ['\r\n', '\n', '\r'];

/** Options of csv-parse for a dialect. */
export function parserOptions({ delimiter, quote }: Pick<CsvDialect, 'delimiter' | 'quote'>) {
  return {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: quote === '' ? null : quote,
    relax_column_count: true,
    record_delimiter: RECORD_DELIMITERS,
    max_record_size: MAX_RECORD_BYTES,
  };
}

/** All records of a file. A broken line becomes a record with a problem, and reading goes on behind it. */
export async function* readCsv(path: string, dialect: CsvDialect): AsyncGenerator<CsvRecord> {
  let rowNumber = 0;
  let offset = 0;
  for (let resumptions = 0; ; resumptions++) {
    const segment = openSegment(path, dialect, { offset, isLenient: resumptions >= MAX_RESUMPTIONS });
    for await (const cells of segment.records()) {
      rowNumber += 1;
      yield { rowNumber, cells, problem: null };
    }
    if (segment.failure() === null) return;
    const line = await readLineAt(path, dialect, segment.endOfRecords());
    rowNumber += 1;
    yield { rowNumber, ...readLeniently(line.text, dialect) };
    offset = line.end;
  }
}

interface Segment {
  records: () => AsyncGenerator<string[]>;
  failure: () => CsvError | null;
  /** Where the last whole record ends, in bytes of the decoded text. */
  endOfRecords: () => number;
}

function openSegment(
  path: string,
  dialect: CsvDialect,
  { offset, isLenient }: { offset: number; isLenient: boolean },
): Segment {
  let failure: CsvError | null = null;
  let end = offset;
  let queue: string[][] = [];
  // Records are taken in the callback: what stands in the stream's buffer is lost when it fails.
  const parser = new Parser({
    ...parserOptions(dialect),
    relax_quotes: isLenient,
    on_record: (record: string[]) => {
      queue.push(record);
      end = offset + parser.info.bytes;
      return null;
    },
  });
  parser.resume();
  const failed = new Promise<null>((resolve) => {
    parser.on('error', (error) => {
      if (error instanceof CsvError) failure = error;
      resolve(null);
    });
  });
  const take = () => {
    const records = queue;
    queue = [];
    return records;
  };
  async function* records(): AsyncGenerator<string[]> {
    for await (const chunk of decodeFile(path, dialect.encoding, offset)) {
      await write(parser, chunk);
      yield* take();
      if (failure !== null) return;
    }
    parser.end();
    await Promise.race([once(parser, 'end'), failed]);
    yield* take();
  }
  return { records, failure: () => failure, endOfRecords: () => end };
}

function write(parser: Parser, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(chunk, (error) => {
      if (error && !(error instanceof CsvError)) reject(error);
      else resolve();
    });
  });
}

async function readLineAt(
  path: string,
  dialect: CsvDialect,
  start: number,
): Promise<{ text: string; end: number }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decodeFile(path, dialect.encoding, start)) {
    const newline = chunk.indexOf(0x0a);
    const taken = newline < 0 ? chunk : chunk.subarray(0, newline + 1);
    chunks.push(taken);
    length += taken.length;
    if (newline >= 0) break;
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
    end: start + length,
  };
}

/** A line with stray quotes is still a record when it can be read with quotes inside plain cells. */
function readLeniently(line: string, dialect: CsvDialect): Pick<CsvRecord, 'cells' | 'problem'> {
  const options = { ...parserOptions(dialect), relax_quotes: true, record_delimiter: ['\n'] };
  try {
    const [cells] = parse(line, options);
    if (cells) return { cells, problem: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return { cells: [line], problem: 'quotes that are closed where a cell ends' };
}
