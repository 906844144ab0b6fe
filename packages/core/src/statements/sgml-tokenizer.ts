import type { StatementReader } from './element-events.ts';
import { resolveEntities } from './sgml-entities.ts';
import { createSgmlNesting } from './sgml-nesting.ts';
import { statementFileError } from './statement-error.ts';
import type { StatementFile } from './statements.schema.ts';

/** Takes a file as text and says what it holds. */
export interface TextReader {
  /** The next piece of the file, cut anywhere. */
  write: (text: string) => void;
  end: () => StatementFile;
}

/** A text, a comment or a tag that is longer than this is refused rather than gathered. */
const MAX_TOKEN_CHARACTERS = 1_000_000;

const MARKUP = /<(?:\/?[A-Za-z][\w.:-]*\s*\/?>|!--|!\[CDATA\[|![A-Za-z]{1,20}|\?)/g;

/**
 * Reads the SGML of OFX 1.x (Open Financial Exchange 1.0.3, section 2.3) piece by piece, and hands its elements to a reader.
 *
 *     file     = header { element | blank }
 *     header   = { key ":" value }                 OFXHEADER:100 VERSION:102 …, each on a line or all in one
 *     element  = open ( value [ close ] | { element } close )
 *     open     = "<" name [ blank ] [ "/" ] ">"    a slash closes it at once
 *     close    = "</" name [ blank ] ">"
 *     name     = letter { letter | digit | "." | "_" | ":" | "-" }     read as capitals
 *     value    = { character | entity | "<![CDATA[" … "]]>" }
 *     skipped  = "<!--" … "-->" | "<?" … "?>"
 *
 * An element with a value ends where the next tag begins (createSgmlNesting). A "<" that begins none of these and a "&"
 * that begins no known entity (resolveEntities) are text. What else SGML has is refused, a DOCTYPE by its name: no entity
 * can be declared, so none can grow. A file that calls itself OFX 2 and leaves its elements open is read by this grammar as
 * well; its version stands in `<?OFX … VERSION="203"?>`.
 *
 * A line ends with \n, \r, \r\n or \r\r\n. O(characters) for pieces that are not much shorter than a field; one token is in
 * memory.
 * @throws DomainError `invalid` `statement_file` with the line and what was expected.
 */
export function createSgmlTokenizer(reader: StatementReader): TextReader {
  const nesting = createSgmlNesting(reader);
  let buffer = '';
  let line = 1;
  let isHeader = true;
  const takeText = (text: string) => {
    if (isHeader) declareVersion(reader, text);
    else if (text !== '') nesting.text(resolveEntities(text));
    line += countLines(text);
  };
  const takeMarkup = (markup: string) => {
    if (markup.startsWith('<![')) nesting.text(markup.slice('<![CDATA['.length, -']]>'.length));
    else if (markup.startsWith('<?')) declareVersion(reader, markup);
    else if (markup.startsWith('</')) nesting.close(nameIn(markup), line);
    else if (!markup.startsWith('<!')) {
      isHeader = false;
      nesting.open(nameIn(markup), line);
      if (markup.endsWith('/>')) nesting.close(nameIn(markup), line);
    }
    line += countLines(markup);
  };
  return {
    write(text) {
      buffer += text;
      let at = 0;
      for (;;) {
        const token = findMarkup(buffer, at);
        if (token === null) break;
        if (token.declaration !== null)
          refuseDeclaration(token.declaration, line + countLines(buffer.slice(at, token.start)));
        if (token.end < 0) break;
        takeText(buffer.slice(at, token.start));
        takeMarkup(buffer.slice(token.start, token.end));
        at = token.end;
      }
      buffer = buffer.slice(at);
      if (buffer.length > MAX_TOKEN_CHARACTERS) refuseLength(line);
    },
    end() {
      takeText(buffer);
      buffer = '';
      nesting.end(line);
      return reader.end(line);
    },
  };
}

interface Markup {
  start: number;
  /** Behind its last character; -1 where that has not come yet. */
  end: number;
  /** The name behind "<!", which only declarations have. */
  declaration: string | null;
}

function findMarkup(buffer: string, from: number): Markup | null {
  MARKUP.lastIndex = from;
  const found = MARKUP.exec(buffer);
  if (found === null) return null;
  const [begin] = found;
  const start = found.index;
  if (/^<![A-Z]/i.test(begin)) return { start, end: -1, declaration: begin };
  const closing = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }[begin];
  if (closing === undefined) return { start, end: start + begin.length, declaration: null };
  const close = buffer.indexOf(closing, start + begin.length);
  return { start, end: close < 0 ? -1 : close + closing.length, declaration: null };
}

function nameIn(tag: string): string {
  return (/[A-Za-z][\w.:-]*/.exec(tag)?.[0] ?? '').toUpperCase();
}

function declareVersion(reader: StatementReader, text: string): void {
  const version = /\bVERSION\s*[:=]\s*["']?(\d{3})\b/i.exec(text)?.[1];
  if (version !== undefined) reader.declare(version);
}

/** Line ends in a text; carriage returns before a line feed belong to it. */
function countLines(text: string): number {
  let lines = 0;
  let returns = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 13) {
      returns += 1;
      continue;
    }
    lines += code === 10 ? 1 : returns;
    returns = 0;
  }
  return lines + returns;
}

function refuseDeclaration(declaration: string, line: number): never {
  const found = `${declaration} declares entities or elements, which a bank file has no need of`;
  throw statementFileError({ line, found, expected: 'a file without it' });
}

function refuseLength(line: number): never {
  const found = 'a field of more than 1,000,000 characters begins here';
  throw statementFileError({ line, found, expected: 'at most 1,000,000' });
}
