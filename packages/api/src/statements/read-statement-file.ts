import {
  createCamtReader,
  createOfxReader,
  createSgmlTokenizer,
  statementFileError,
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

/**
 * What a bank file says, read piece by piece. Its format and encoding are found from what is in it.
 * @throws DomainError `invalid` `statement_file` where it is no bank file, or is broken: with line, what stands there, and
 * what was expected.
 */
export async function readStatementFile(source: FileSource, options: ReaderOptions): Promise<StatementFile> {
  const head = decodeHead(await readHead(source));
  const format = detectStatementFormat(head);
  const reader = format && createReader(format, { head, options });
  if (!reader) {
    const expected = 'the beginning of an OFX, QFX or CAMT file';
    throw statementFileError({ line: 1, found: 'the file is none of the formats of banks', expected });
  }
  for await (const text of decodeText(source, await detectStatementEncoding(source, head))) {
    reader.write(text);
    // A piece takes milliseconds: who waits for an answer meanwhile comes between.
    await nextTurn();
  }
  return reader.end();
}

/** A reader of each format: text in, statements out. */
function createReader(
  format: StatementFormat,
  { head, options }: { head: string; options: ReaderOptions },
): TextReader | null {
  if (format === 'camt') return createXmlTokenizer(createCamtReader());
  if (format === 'ofx') {
    const reader = createOfxReader(options);
    return isSgml(head) ? createSgmlTokenizer(reader) : createXmlTokenizer(reader);
  }
  return null;
}
