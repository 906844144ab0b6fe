import { DomainError } from '../errors/index.ts';

interface Place {
  /** Line of the file, from 1. */
  line: number;
  /** What stands there, as a part of a sentence. */
  found: string;
  /** What should stand there. */
  expected: string;
  /** Kept for the log, never shown. */
  cause?: unknown;
}

/** Why a whole bank file is refused: “Line 12: … Expected ….” */
export function statementFileError({ line, found, expected, cause }: Place): DomainError {
  return new DomainError({
    code: 'invalid',
    reason: 'statement_file',
    message: `Line ${line}: ${found}. Expected ${expected}.`,
    details: { line },
    cause,
  });
}

/** A text of the file as it is shown in a sentence: on one line, and cut. */
export function showText(text: string, maxCharacters = 80): string {
  const line = text.slice(0, 2 * maxCharacters).replace(/\s+/gu, ' ');
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters)}…` : line;
}

const MAX_STATEMENTS = 100_000;

/** Refuses the file where it begins one statement too many: each takes memory, however empty it is. */
export function checkStatementCount(count: number, line: number): void {
  if (count <= MAX_STATEMENTS) return;
  throw statementFileError({ line, found: 'more than 100,000 statements', expected: 'fewer' });
}
