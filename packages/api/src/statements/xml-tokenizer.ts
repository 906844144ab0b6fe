import { DomainError } from '@steward/core/errors';
import { statementFileError, type StatementReader, type TextReader } from '@steward/core/statements';
import { SaxesParser } from 'saxes';

const PIECE_CHARACTERS = 64 * 1024;
const MAX_TOKEN_CHARACTERS = 1_000_000;
const ENTITIES = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };

/**
 * Hands the elements of an XML file to a reader, piece by piece, by saxes: well-formed XML only, nothing is fetched, and
 * entities are the five of XML and character references. A DOCTYPE is refused by its name, so that no entity can be
 * declared. Prefixes of namespaces are cut off without being resolved: some banks leave their declaration out.
 *
 * @throws DomainError `invalid` `statement_file` with the line; also for a text, tag or comment of more than 1,000,000
 * characters, before it is gathered.
 */
export function createXmlTokenizer(reader: StatementReader): TextReader {
  const parser = new SaxesParser({ xmlns: false });
  // Those of saxes would inherit &constructor; and the like.
  parser.ENTITIES = Object.assign(Object.create(null) as object, ENTITIES);
  /** Where the last token ended: what saxes gathers is what came since. */
  let tokenEnd = 0;
  const open: { name: string; line: number }[] = [];
  listen(parser, {
    reader,
    open,
    onToken: () => {
      tokenEnd = parser.position;
    },
  });
  const write = (text: string) => {
    withFaults(parser, open, () => parser.write(text));
    if (parser.position - tokenEnd > MAX_TOKEN_CHARACTERS) {
      const found = 'a text, tag or comment of more than 1,000,000 characters ends here or later';
      throw statementFileError({ line: parser.line, found, expected: 'at most 1,000,000' });
    }
  };
  return {
    write(text) {
      for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
        write(text.slice(start, start + PIECE_CHARACTERS));
      }
    },
    end() {
      // At the end the parser has lost the line.
      const { line } = parser;
      withFaults(parser, open, () => parser.close());
      return reader.end(line);
    },
  };
}

interface Listener {
  reader: StatementReader;
  open: { name: string; line: number }[];
  onToken: () => void;
}

/**
 * Hears what saxes reports, but for its errors, which it throws when nobody does: it keeps each listener as a property, and
 * with an eighth V8 turns the parser into a dictionary, in which all of it takes four times as long.
 */
function listen(parser: SaxesParser, { reader, open, onToken }: Listener): void {
  parser.on('opentag', ({ name, attributes }) => {
    const { line } = parser;
    const local = name.slice(name.lastIndexOf(':') + 1);
    open.push({ name: local, line });
    reader.open({ name: local, line, attributes });
    onToken();
  });
  parser.on('closetag', () => {
    open.pop();
    reader.close(parser.line);
    onToken();
  });
  const takeText = (text: string) => {
    if (open.length > 0) reader.text(text);
    onToken();
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  parser.on('comment', onToken);
  parser.on('processinginstruction', ({ target, body }) => {
    const version = target === 'OFX' ? /\bVERSION\s*=\s*["'](\d{3})["']/i.exec(body)?.[1] : undefined;
    if (version !== undefined) reader.declare(version);
    onToken();
  });
  parser.on('doctype', () => {
    const found = '<!DOCTYPE declares entities or elements, which a bank file has no need of';
    throw statementFileError({ line: parser.line, found, expected: 'a file without it' });
  });
}

/** Turns what saxes throws, "12:5: unmatched closing tag: Nm.", into a sentence of ours. */
function withFaults(parser: SaxesParser, open: Listener['open'], work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError || !(error instanceof Error)) throw error;
    const fault = /^\d+:\d+: (.*?)\.?$/su.exec(error.message)?.[1];
    if (fault === undefined) throw error;
    const top = open.at(-1);
    const where = top ? `, inside of <${top.name}> of line ${top.line}` : '';
    throw statementFileError({
      line: parser.line,
      found: `${fault}${where}`,
      expected: 'well-formed XML',
      cause: error,
    });
  }
}
