import type { DateOrder } from '../calendar/index.ts';
import { exponentOf, type CurrencyCode } from '../money/index.ts';
import { chooseAmounts, readAmount } from './qif-amounts.ts';
import { chooseDates, readDate } from './qif-dates.ts';
import { readRecord, type QifReading } from './qif-entry.ts';
import {
  cutSections,
  isEntries,
  isRefused,
  type QifField,
  type QifRecord,
  type QifSection,
} from './qif-records.ts';
import { problemItem, splitLines } from './statement-text.ts';
import type { DateReading, Statement, StatementAccount, StatementFile } from './statements.schema.ts';

export interface QifOptions {
  /** Of the account that the file is imported into, for QIF names none. */
  currency: CurrencyCode;
  /** Where a person says it; else chosen over the whole file. */
  dateOrder?: DateOrder;
  decimal?: '.' | ',';
}

interface ReadQif {
  file: StatementFile;
  dates: DateReading;
  /** What could as well be otherwise, in sentences. */
  doubts: string[];
}

/** An account that the file names, and what its block says of a balance. */
interface NamedAccount {
  account: StatementAccount;
  record: QifRecord;
}

const UNNAMED: StatementAccount = { number: null, bank: null, kind: null, name: null };

/**
 * Reads a QIF file, one statement for each section of entries.
 *
 * Grammar, by line, empty lines left out:
 *
 *     file     = section { section }
 *     section  = header { record }
 *     header   = "!Account" | "!Type:" kind | "!Option:" word | "!Clear:" word
 *     kind     = "Bank" | "Cash" | "CCard" | "Oth A" | "Oth L"                       entries
 *              | "Cat" | "Class" | "Tag" | "Memorized" | "Security" | "Prices" | …   lists, passed over
 *              | "Invst" | "Invoice" | "Bill" | "Port" | "Mutual" | "401(k)/403(b)"  a problem for each record
 *     record   = field { field } "^"
 *     field    = code value
 *
 *     entry    D date   T amount   U amount, where T is missing   P payee   A address, payee where P is missing
 *              M memo   N number, behind the memo where it is digits   L category, [account] for a transfer
 *              S category of a part   E its memo   $ its amount;   C, %, F and others are passed over
 *     account  N name   T kind   D description   $ balance   / date of the balance
 *
 * Account: the one of the `!Account` block above; a block of several accounts is a list and names none, and `!Clear:`
 * ends what a block says. A first entry “Opening Balance” for [account] is the opening balance, and names the account.
 *
 * Dates: see {@link chooseDates} and {@link readDate}; amounts: see {@link chooseAmounts}. Both are decided over the
 * whole file, forced by the options, and doubts say where the file leaves them open.
 *
 * Parts that do not add up to the amount, a record without ^ at the end of the file, a second D or T in a record are
 * problems of that record; the others are read. Investments are refused, for they are no entries of money alone.
 *
 * Not in the format: currency (the statements name none; the entries have that of the options), ids, value dates,
 * pending entries, balances other than those above. The same text and options give the same answer.
 *
 * @throws DomainError `invalid` / `statement_file`, with line, what was found and what was expected: for a file that
 * does not begin with a header, an unknown header, a NUL, lines of over 10,000 characters, records of over 5,000 lines.
 * O(characters).
 *
 * Source: Intuit, Quicken Interchange Format (QIF) files, 2006. We deviate where programs do: dates with dots and
 * hyphens, day first, decimal commas, upper or lower case in headers.
 */
export function readQif(text: string, options: QifOptions): ReadQif {
  const sections = cutSections(splitLines(text));
  const entries = sections.filter(isEntries);
  const all = entries.flatMap(({ records }) => records.flatMap(({ fields }) => fields));
  const having = (...codes: string[]): QifField[] => all.filter(({ code }) => codes.includes(code));
  const exponent = exponentOf(options.currency) ?? 2;
  const reading: QifReading = {
    dates: chooseDates(having('D'), options.dateOrder),
    amounts: chooseAmounts(having('T', 'U', '$'), { exponent, forced: options.decimal }),
    currency: options.currency,
  };
  const statements: Statement[] = [];
  let named: NamedAccount | null = null;
  for (const section of sections) {
    if (section.isCleared) named = null;
    if (section.kind === 'account') named = readAccountBlock(section);
    else if (isEntries(section)) statements.push(readSection(section, named, reading));
    else if (isRefused(section)) statements.push(refuseSection(section, named));
  }
  const file: StatementFile = { format: 'qif', version: 'QIF', statements };
  return { file, dates: reading.dates.reading, doubts: [...reading.dates.doubts, ...reading.amounts.doubts] };
}

/** Whether a text begins with a header of QIF. */
export function looksLikeQif(head: string): boolean {
  return /^[\ufeff\s]{0,200}!\s?(?:Type\s?:|Account|Option\s?:|Clear\s?:)/iu.test(head);
}

function valueOf(record: QifRecord, code: string): string | null {
  const value = record.fields.find((field) => field.code === code)?.value ?? '';
  return value === '' ? null : value;
}

function readAccountBlock({ records }: QifSection): NamedAccount | null {
  const [record, second] = records;
  if (record === undefined || second !== undefined) return null;
  const account = {
    number: valueOf(record, 'N'),
    bank: null,
    kind: valueOf(record, 'T'),
    name: valueOf(record, 'D'),
  };
  return { account, record };
}

function readSection(section: QifSection, named: NamedAccount | null, reading: QifReading): Statement {
  const opening = readOpening(section, reading);
  const records = opening === null ? section.records : section.records.slice(1);
  const account = named?.account ?? { ...UNNAMED, number: opening?.account ?? null };
  return {
    account: { ...account, kind: account.kind ?? section.title },
    currency: null,
    from: null,
    to: null,
    balances: [...(opening === null ? [] : [opening.balance]), ...readBlockBalance(named, reading)],
    items: records.map((record) => readRecord(record, reading)),
  };
}

interface Opening {
  account: string;
  balance: Statement['balances'][number];
}

/** Quicken begins an account with an entry for the account itself. */
function readOpening({ records: [first] }: QifSection, reading: QifReading): Opening | null {
  if (first === undefined) return null;
  const account = /^\[(.{1,200})\]$/u.exec(valueOf(first, 'L') ?? '')?.[1];
  if (account === undefined || valueOf(first, 'P')?.toLowerCase() !== 'opening balance') return null;
  const item = readRecord(first, reading);
  if (item.kind === 'problem') return null;
  const { date, amountMinor, currency } = item.entry;
  return { account, balance: { kind: 'opening', date, amountMinor, currency } };
}

/** The balance of an account block is that of the last statement on paper: neither the first nor the last of the file. */
function readBlockBalance(named: NamedAccount | null, reading: QifReading): Statement['balances'] {
  const text = named === null ? null : valueOf(named.record, '$');
  if (named === null || text === null) return [];
  const amount = readAmount(text, reading.amounts.formats);
  const date = readDate(valueOf(named.record, '/') ?? '', reading.dates);
  if (!amount.ok) return [];
  const { currency } = reading;
  return [{ kind: 'other', date: date.ok ? date.date : null, amountMinor: amount.amountMinor, currency }];
}

function refuseSection(section: QifSection, named: NamedAccount | null): Statement {
  const expected = 'an entry of a bank, cash or card account; investments and invoices are not read';
  return {
    account: { ...(named?.account ?? UNNAMED), kind: named?.account.kind ?? section.title },
    currency: null,
    from: null,
    to: null,
    balances: [],
    items: section.records.map(({ line, fields }) => {
      const value = fields.map((field) => field.code + field.value).join(' ');
      return problemItem({ line, field: `!Type:${section.title}`, value, expected });
    }),
  };
}
