import {
  createCamtReader,
  createOfxReader,
  createSgmlTokenizer,
  readMt940,
  readQif,
  statementFileError,
  type DateReading,
  type QifOptions,
  type ReaderOptions,
  type StatementFile,
  type StatementFormat,
  type TextReader,
} from '@steward/core/statements';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeText, readHead, type FileSource } from './decode-file.ts';
import { decodeHead, detectStatementFormat, isSgml } from './detect-format.ts';
import { detectStatementEncoding } from './statement-encoding.ts';
import { createXmlTokenizer } from './xml-tokenizer.ts';

/** What a bank file says, and what of it could as well be otherwise, in sentences. */
export interface ReadStatements {
  file: StatementFile;
  /** Of a format whose dates are read by an order of day and month; null for the others. */
  dates: DateReading | null;
  doubts: string[];
}

/** How to read what a file leaves open. */
export interface StatementOptions extends ReaderOptions {
  /** Of the dates of QIF, where a person says it. */
  dateOrder?: QifOptions['dateOrder'];
}

/**
 * What a bank file says, read piece by piece. Its format and encoding are found from what is in it.
 * @throws DomainError `invalid` `statement_file` where it is no bank file, or is broken: with line, what stands there, and
 * what was expected.
 */
export async function readStatementFile(
  source: FileSource,
  options: StatementOptions,
): Promise<ReadStatements> {
  const head = decodeHead(await readHead(source));
  const format = detectStatementFormat(head);
  if (format === null) {
    const expected = 'the beginning of an OFX, QFX, QIF, CAMT or MT940 file';
    throw statementFileError({ line: 1, found: 'the file is none of the formats of banks', expected });
  }
  const reader = createReader(format, { head, options });
  for await (const text of decodeText(source, await detectStatementEncoding(source, head))) {
    reader.write(text);
    // A piece takes milliseconds: who waits for an answer meanwhile comes between.
    await nextTurn();
  }
  return reader.end();
}

interface Reader {
  write(text: string): void;
  end(): ReadStatements;
}

interface Setting {
  head: string;
  options: StatementOptions;
}

/** A reader of each format: text in, statements out. */
function createReader(format: StatementFormat, { head, options }: Setting): Reader {
  switch (format) {
    case 'camt':
      return withoutDoubts(createXmlTokenizer(createCamtReader()));
    case 'ofx': {
      const reader = createOfxReader(options);
      return withoutDoubts(isSgml(head) ? createSgmlTokenizer(reader) : createXmlTokenizer(reader));
    }
    case 'mt940':
      return ofWhole((text) => ({ file: readMt940(text), dates: null, doubts: [] }));
    case 'qif':
      return ofWhole((text) => readQif(text, qifOptionsOf(options)));
  }
}

function qifOptionsOf({ defaultCurrency, dateOrder }: StatementOptions): QifOptions {
  return { currency: defaultCurrency, ...(dateOrder && { dateOrder }) };
}

function withoutDoubts(reader: TextReader): Reader {
  return {
    write: (text) => reader.write(text),
    end: () => ({ file: reader.end(), dates: null, doubts: [] }),
  };
}

/** Of formats that are decided over the whole file. */
function ofWhole(read: (text: string) => ReadStatements): Reader {
  const pieces: string[] = [];
  return { write: (text) => void pieces.push(text), end: () => read(pieces.join('')) };
}
