import { quote, refuseFile, type TextLine } from './statement-text.ts';

/** A field of a message: `:61:` with the lines up to the next tag. */
export interface Mt940Field {
  /** 20, 60F, NS … */
  tag: string;
  /** Of its first line. */
  line: number;
  /** The text behind the tag, then the lines that follow; trailing spaces are kept, for they may be between words. */
  lines: string[];
}

/** The fields from one :20: to the next one or to the hyphen that ends a message. */
export interface Mt940Message {
  isInterim: boolean;
  fields: Mt940Field[];
}

const TAG = /^:(\d{2}[A-Z]?|NS):/u;
/** `-`, `-}`, `-}{5:}`, and at ING a hyphen with three times the letter X. */
const END = /^-(?:\s*$|\}|X{3}\s*$)/u;
/** Type of the message in a header: `{2:O942…`, or the 942 of a bare header line. */
const INTERIM_HEADER = /\{2:[IO]942|^942(?:\s|$)/u;
const INTERIM_TAGS = new Set(['13', '13D', '34F', '90C', '90D']);
const MAX_FIELD_LINES = 200;

/**
 * Cuts the lines of a file into messages. What stands before a message (SWIFT blocks 1 to 3, or header lines of the
 * bank) says nothing that is needed, but for the type of the message, and is passed over.
 *
 * @throws DomainError `invalid` / `statement_file` where a message does not begin with :20:, where a field has more
 * than 200 lines, or where there is no message at all.
 */
export function cutMessages(lines: readonly TextLine[]): Mt940Message[] {
  const messages: Mt940Message[] = [];
  let open: Mt940Message | null = null;
  let isInterimHeader = false;
  for (const { number, text } of lines) {
    const bare = text.replace(/^\s*(?:\{[^{}]*\}\s*){0,9}\{4:/u, '');
    const tag = TAG.exec(bare)?.[1];
    if (open === null || tag === '20') {
      if (INTERIM_HEADER.test(text)) isInterimHeader = true;
      if (tag === undefined) continue;
      if (tag !== '20') {
        const expected = 'field :20:, with which each statement begins';
        refuseFile({ line: number, found: quote(bare), expected });
      }
      open = { isInterim: isInterimHeader, fields: [] };
      messages.push(open);
      isInterimHeader = false;
    }
    if (END.test(text)) {
      open = null;
      isInterimHeader = INTERIM_HEADER.test(text);
    } else addLine(open, { number, text: bare }, tag);
  }
  if (messages.length === 0) refuseNothing(lines);
  return messages.map(markInterim);
}

function addLine(message: Mt940Message, { number, text }: TextLine, tag: string | undefined): void {
  if (tag !== undefined) {
    message.fields.push({ tag, line: number, lines: [text.slice(tag.length + 2)] });
    return;
  }
  const field = message.fields.at(-1);
  if (field === undefined) return;
  if (field.lines.length >= MAX_FIELD_LINES) {
    const expected = `at most ${MAX_FIELD_LINES} lines in field :${field.tag}: of line ${field.line}`;
    refuseFile({ line: number, found: quote(text), expected });
  }
  field.lines.push(text);
}

/** A message with the fields of an interim report and without those of a statement is a report. */
function markInterim({ isInterim, fields }: Mt940Message): Mt940Message {
  const has = (test: (tag: string) => boolean) => fields.some(({ tag }) => test(tag));
  const isReport = has((tag) => INTERIM_TAGS.has(tag)) && !has((tag) => tag.startsWith('60'));
  return { isInterim: isInterim || isReport, fields };
}

function refuseNothing(lines: readonly TextLine[]): never {
  const first = lines.find(({ text }) => text.trim() !== '');
  return refuseFile({
    line: first?.number ?? 1,
    found: first ? quote(first.text) : 'an empty file',
    expected: 'field :20:, with which each statement begins',
  });
}
