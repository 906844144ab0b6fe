import { quote, refuseFile, type TextLine } from './statement-text.ts';

/** A line of a record: `T-12.50` is code T, value -12.50. */
export interface QifField {
  code: string;
  value: string;
  line: number;
}

export interface QifRecord {
  /** Of its first line. */
  line: number;
  fields: QifField[];
  /** false where the file stops before the ^ of the record. */
  isWhole: boolean;
}

/** A header with the records below it. */
export interface QifSection {
  /** In lower case, without `!Type:`: bank, ccard, account, cat, … */
  kind: string;
  /** As in the file. */
  title: string;
  line: number;
  /** `!Clear:` stands before it, so that an account named above is not meant. */
  isCleared: boolean;
  records: QifRecord[];
}

export const ENTRY_KINDS: readonly string[] = ['bank', 'cash', 'ccard', 'oth a', 'oth l'];
/** Lists that hold no entries: they are passed over. */
const LIST_KINDS: readonly string[] = [
  ...['cat', 'class', 'tag', 'memorized', 'security', 'prices', 'budget', 'invitem', 'template'],
];
/** Investments and invoices: each of their records becomes a problem. */
const REFUSED_KINDS: readonly string[] = ['invst', 'invoice', 'bill', 'port', 'mutual', '401(k)/403(b)'];
const HEADER = 'a header such as !Type:Bank, !Type:CCard or !Account';
const MAX_FIELDS = 5000;

/**
 * Cuts the lines of a file into sections and records.
 *
 * @throws DomainError `invalid` / `statement_file` where the file does not begin with a header, for a header that is
 * not known, and for a record of more than 5,000 lines.
 */
export function cutSections(lines: readonly TextLine[]): QifSection[] {
  const sections: QifSection[] = [];
  let isCleared = false;
  let open: QifRecord | null = null;
  for (const { number, text: raw } of lines) {
    const text = raw.trim();
    if (text === '') continue;
    if (text.startsWith('!')) {
      const header = readHeader(text, number);
      if (header === 'cleared') isCleared = true;
      if (typeof header === 'object') {
        sections.push({ ...header, line: number, isCleared, records: [] });
        isCleared = false;
        open = null;
      }
      continue;
    }
    const section = sections.at(-1);
    if (section === undefined) refuseFile({ line: number, found: quote(text), expected: HEADER });
    if (text.startsWith('^')) {
      if (open !== null) open.isWhole = true;
      open = null;
      continue;
    }
    if (open === null) {
      open = { line: number, fields: [], isWhole: false };
      section.records.push(open);
    }
    addField(open, text, number);
  }
  if (sections.length === 0) refuseFile({ line: 1, found: 'no header at all', expected: HEADER });
  return sections;
}

function readHeader(text: string, line: number): { kind: string; title: string } | 'cleared' | 'option' {
  const [, word = '', title = ''] = /^!\s?([A-Za-z]{1,20})\s?:?\s?(.{0,60})$/u.exec(text) ?? [];
  const kind = title.trim().toLowerCase();
  if (/^option$/iu.test(word)) return 'option';
  if (/^clear$/iu.test(word)) return 'cleared';
  if (/^account$/iu.test(word)) return { kind: 'account', title: 'Account' };
  const isKnown = [...ENTRY_KINDS, ...LIST_KINDS, ...REFUSED_KINDS].includes(kind);
  if (!/^type$/iu.test(word) || !isKnown) refuseFile({ line, found: quote(text), expected: HEADER });
  return { kind, title: title.trim() };
}

function addField(record: QifRecord, text: string, line: number): void {
  if (record.fields.length >= MAX_FIELDS) {
    const expected = `^, which ends the record of line ${record.line}, within ${MAX_FIELDS} lines`;
    refuseFile({ line, found: quote(text), expected });
  }
  record.fields.push({ code: text.slice(0, 1), value: text.slice(1).trim(), line });
}

/** Whether the records of a section are entries that cannot be read as such. */
export function isRefused(section: QifSection): boolean {
  return REFUSED_KINDS.includes(section.kind);
}

export function isEntries(section: QifSection): boolean {
  return ENTRY_KINDS.includes(section.kind);
}
