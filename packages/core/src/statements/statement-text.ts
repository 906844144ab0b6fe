import { DomainError } from '../errors/index.ts';
import type { Statement, StatementProblem } from './statements.schema.ts';

/** A line of a text file, without its end. */
export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
}

/** Lines of the text formats hold some hundred characters; more than this is no such file. */
const MAX_LINE = 10_000;
const MAX_SHOWN = 200;

/** What keeps a whole file from being read: where, what stands there, and what should. */
export function refuseFile({
  line,
  found,
  expected,
}: {
  line: number;
  found: string;
  expected: string;
}): never {
  const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found;
  throw new DomainError({
    code: 'invalid',
    reason: 'statement_file',
    message: `Line ${line}: found ${shown}. Expected ${expected}.`,
    details: { line, found: shown, expected },
  });
}

/**
 * The lines of a file, ended by LF, CR LF or CR, without byte order mark and without control characters other than
 * tabs (mBank frames its messages with SOH and ETX).
 *
 * @throws DomainError `invalid` / `statement_file` for a NUL character or a line of more than 10,000 characters.
 */
export function splitLines(text: string): TextLine[] {
  const lines = text.replace(/^\ufeff/u, '').split(/\r\n|\n|\r/u);
  return lines.map((line, index) => {
    const number = index + 1;
    if (line.length > MAX_LINE) {
      refuseFile({ line: number, found: `${line.length} characters`, expected: 'a line of at most 10,000' });
    }
    if (line.includes('\0')) {
      refuseFile({ line: number, found: 'a NUL character', expected: 'text, not a binary file' });
    }
    return { number, text: line.replace(/[^\P{Cc}\t]/gu, '') };
  });
}

/** What was found, between quotation marks, for a message. */
export function quote(text: string): string {
  return `“${text}”`;
}

/** One space for every run of white space, none at the ends. */
export function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** An item that stands for an entry that cannot be read; its value is cut to 200 characters. */
export function problemItem(problem: StatementProblem): Statement['items'][number] {
  return { kind: 'problem', problem: { ...problem, value: problem.value.slice(0, MAX_SHOWN) } };
}
