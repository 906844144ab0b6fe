import type { CurrencyCode } from '../money/index.ts';
import { exponentOf } from '../money/index.ts';
import { readSwiftAmount } from './mt940-balance.ts';
import { isPlaceholder, readTexts } from './mt940-details.ts';
import { readEntryLine, type EntryLine } from './mt940-entry.ts';
import { problemItem } from './statement-text.ts';
import type { Statement, StatementEntry } from './statements.schema.ts';

/** The fields of one entry. */
export interface EntryFields {
  line: number;
  /** Of :61:. */
  lines: string[];
  /** Of each :86:. */
  details: string[][];
  /** Of :NS:. */
  nonSwift: string[];
}

interface OfStatement {
  /** As the statement names it, in use or not. */
  currency: string | null;
  isInterim: boolean;
}

const MAX_ENTRY = 1000;
const MAX_TEXT = 10_000;
const ORIGINAL = /\/OCMT\/([A-Z]{3})(\d{1,15}(?:,\d{0,3})?)/u;
const RATE = /\/EXCH\/(\d{1,12}(?:,\d{0,12})?)/u;

/** An entry, or what of it cannot be read. */
export function readItem(
  fields: EntryFields,
  { currency, isInterim }: OfStatement,
): Statement['items'][number] {
  const { line, lines, details, nonSwift } = fields;
  const refuse = (field: string, value: string, expected: string) =>
    problemItem({ line, field, value, expected });
  const value = lines[0] ?? '';
  if (currency === null)
    return refuse(':61:', value, 'a currency in :60F:, :62F:, :34F: or :25: of the statement');
  if (exponentOf(currency) === null) {
    return refuse(':61:', value, `a statement in a currency of ISO 4217 that is in use, not ${currency}`);
  }
  if (lengthOf(lines) > MAX_ENTRY) return refuse(':61:', value, 'at most 1,000 characters');
  const read = readEntryLine(lines, currency);
  if (!read.ok) return refuse(':61:', value, read.expected);
  const texts = [...details.flat(), ...nonSwift];
  if (lengthOf(texts) > MAX_TEXT) {
    return refuse(':86:', texts[0] ?? '', 'a text of at most 10,000 characters');
  }
  const { payee, memo } = readTexts({ details, nonSwift, ...read.line });
  const entry: StatementEntry = {
    line,
    date: read.line.entryDate ?? read.line.valueDate,
    valueDate: read.line.valueDate,
    amountMinor: read.line.amountMinor,
    currency,
    original: readOriginal(read.line, texts.join('')),
    payee,
    memo,
    externalId: identify(read.line),
    isPending: isInterim || read.line.isExpected,
    category: null,
    splits: [],
  };
  return { kind: 'entry', entry };
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** /OCMT/ and /EXCH/, in :61: or :86:; the amount has the sign of the entry. */
function readOriginal(line: EntryLine, text: string): StatementEntry['original'] {
  const all = `${line.extraDetails} ${text}`;
  const parts = ORIGINAL.exec(all);
  const currency: CurrencyCode = parts?.[1] ?? '';
  const amount = readSwiftAmount(parts?.[2] ?? '', currency);
  if (!amount.ok) return null;
  const amountMinor = line.amountMinor < 0 && amount.value !== 0 ? -amount.value : amount.value;
  return { amountMinor, currency, rate: RATE.exec(all)?.[1] ?? null };
}

/** Banks use a reference again, for a batch or every year, so that date and amount belong to the identity. */
function identify({ bankReference, valueDate, amountMinor }: EntryLine): string | null {
  if (isPlaceholder(bankReference) || /^[0.\s]*$/u.test(bankReference)) return null;
  return `${bankReference.slice(0, 100)} ${valueDate} ${amountMinor}`;
}
