import { exponentOf } from '@steward/core/money';
import {
  guessProfile,
  type CsvDialect,
  type FileEncoding,
  type GuessedProfile,
  type ImportProfile,
} from '@steward/core/imports';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { detectEncoding, readStart } from '../statements/index.ts';
import { parserOptions } from './csv-read.ts';

const SAMPLE_CHARACTERS = 128 * 1024;
const SAMPLE_ROWS = 300;
const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface DetectedFile {
  profile: ImportProfile;
  doubts: string[];
  /** The first records, blank ones and those before the header included. */
  rows: string[][];
}

/** How a file is written and what its columns mean, by its first rows. */
export async function detectFile(path: string, currency: string): Promise<DetectedFile> {
  const encoding = await detectEncoding(path);
  const text = await readSample(path, encoding);
  const exponent = exponentOf(currency) ?? 2;
  const candidates: (Pick<CsvDialect, 'delimiter' | 'quote'> & Candidate)[] = [];
  for (const delimiter of DELIMITERS) {
    for (const quote of possibleQuotes(text, delimiter)) {
      const rows = parseSample(text, { delimiter, quote });
      candidates.push({ delimiter, quote, rows, guess: guessProfile(rows, exponent) });
      // Each takes up to 20 ms: who waits for an answer meanwhile comes between.
      await nextTurn();
    }
  }
  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(candidate) }));
  const best = scored.reduce((first, second) => (second.score > first.score ? second : first)).candidate;
  return {
    profile: { encoding, delimiter: best.delimiter, quote: best.quote, ...best.guess.profile },
    doubts: best.guess.doubts,
    rows: best.rows,
  };
}

/** The first records of a file as a profile reads them. */
export async function readSampleRows(path: string, dialect: CsvDialect): Promise<string[][]> {
  return parseSample(await readSample(path, dialect.encoding), dialect);
}

/** Whole lines only, unless there is but one. */
async function readSample(path: string, encoding: FileEncoding): Promise<string> {
  const text = await readStart(path, encoding, SAMPLE_CHARACTERS);
  const isWhole = text.length < SAMPLE_CHARACTERS;
  const end = text.lastIndexOf('\n');
  return isWhole || end < 0 ? text : text.slice(0, end + 1);
}

function parseSample(text: string, dialect: Pick<CsvDialect, 'delimiter' | 'quote'>): string[][] {
  const options = { ...parserOptions(dialect), relax_quotes: true, to: SAMPLE_ROWS };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // A quote that is never closed: what stands before it has to do.
    return parse(text, { ...options, quote: null, escape: null });
  }
}

/** The marks that stand at the borders of cells, the one that does so more often first. */
function possibleQuotes(text: string, delimiter: CsvDialect['delimiter']): ('"' | "'")[] {
  const atBorders = (mark: string) =>
    Math.min(
      text.match(new RegExp(`(?:^|[${delimiter}])${mark}`, 'gm'))?.length ?? 0,
      text.match(new RegExp(`${mark}(?:[${delimiter}\\r]|$)`, 'gm'))?.length ?? 0,
    );
  const [double, single] = [atBorders('"'), atBorders("'")];
  if (single === 0) return ['"'];
  if (double === 0) return ["'"];
  // A payee may hold what looks like borders: which mark it is shows in how many columns the rows then have.
  return single > double ? ["'", '"'] : ['"', "'"];
}

interface Candidate {
  rows: string[][];
  guess: GuessedProfile;
}

/** Rows of one width, with a date and an amount among their columns, speak for a delimiter. */
function scoreOf({ rows, guess }: Candidate): number {
  const width = guess.profile.columns.length;
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  if (width < 2 || filled.length === 0) return 0;
  const sameWidth = filled.filter((row) => row.length === width).length / filled.length;
  const roles = new Set(guess.profile.columns.map(({ role }) => role));
  const hasAmount = roles.has('amount') || roles.has('debit') || roles.has('credit');
  const hasText = roles.has('payee') || roles.has('memo');
  const meaning = 1 + (roles.has('date') ? 4 : 0) + (hasAmount ? 4 : 0) + (hasText ? 2 : 0);
  return sameWidth * meaning * (1 + Math.log2(width) / 10);
}
