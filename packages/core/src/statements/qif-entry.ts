import type { CurrencyCode } from '../money/index.ts';
import { formatAmount } from '../money/index.ts';
import { readAmount, type QifAmounts } from './qif-amounts.ts';
import { readDate, type QifDates } from './qif-dates.ts';
import type { QifField, QifRecord } from './qif-records.ts';
import { collapse, problemItem } from './statement-text.ts';
import type { Statement, StatementEntry } from './statements.schema.ts';

/** What was decided for the whole file. */
export interface QifReading {
  dates: QifDates;
  amounts: QifAmounts;
  currency: CurrencyCode;
}

const MAX_TEXT = 10_000;

type Split = StatementEntry['splits'][number];

/** Raised inside this file only, and turned into a problem. */
class Unreadable extends Error {
  readonly field: QifField;
  readonly expected: string;

  constructor(field: QifField, expected: string) {
    super(expected);
    this.field = field;
    this.expected = expected;
  }
}

/** An entry, or what of it cannot be read. */
export function readRecord(record: QifRecord, reading: QifReading): Statement['items'][number] {
  try {
    return { kind: 'entry', entry: readEntry(record, reading) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, value } = error.field;
    return problemItem({ line: record.line, field: code, value, expected: error.expected });
  }
}

function readEntry(record: QifRecord, reading: QifReading): StatementEntry {
  const { fields, line, isWhole } = record;
  const last = fields.at(-1) ?? { code: '^', value: '', line };
  if (!isWhole) throw new Unreadable(last, '^, which ends an entry; the file stops before it');
  const dateField = single(fields, 'D') ?? fail(line, 'D', 'a date');
  const amountField = single(fields, 'T') ?? single(fields, 'U') ?? fail(line, 'T', 'an amount');
  const date = readDate(dateField.value, reading.dates);
  if (!date.ok) throw new Unreadable(dateField, date.expected);
  const amountMinor = amountOf(amountField, reading);
  const splits = readSplits(fields, reading);
  checkSum(splits, { amountField, amountMinor, reading });
  const [address = ''] = fields.filter(({ code }) => code === 'A').map(({ value }) => value);
  const text = (code: string) => fields.filter((field) => field.code === code).reduce(appendText, '');
  const [payee, memo, category, number] = [text('P'), text('M'), text('L'), text('N')];
  return {
    line,
    date: date.date,
    valueDate: null,
    amountMinor,
    currency: reading.currency,
    original: null,
    payee: payee === '' ? collapse(address) : payee,
    memo: /^\d+$/u.test(number) ? collapse(`${memo} No. ${number}`) : memo,
    externalId: null,
    isPending: false,
    category: splits.length > 0 || category === '' ? null : category,
    splits: splits.map(({ split }) => split),
  };
}

/** Programs cut long texts over several lines of one code. */
function appendText(text: string, field: QifField): string {
  if (text.length + field.value.length > MAX_TEXT)
    throw new Unreadable(field, 'a text of at most 10,000 characters');
  return collapse(`${text} ${field.value}`);
}

function fail(line: number, code: string, what: string): never {
  throw new Unreadable({ code, value: '', line }, `${what} (${code})`);
}

function single(fields: readonly QifField[], code: string): QifField | null {
  const [first, second] = fields.filter((field) => field.code === code);
  if (second !== undefined) throw new Unreadable(second, `one ${code} in an entry, and ^ at its end`);
  return first ?? null;
}

function amountOf(field: QifField, { amounts }: QifReading): number {
  const parsed = readAmount(field.value, amounts.formats);
  if (!parsed.ok) throw new Unreadable(field, parsed.expected);
  return parsed.amountMinor;
}

interface ReadSplit {
  split: Split;
  hasAmount: boolean;
  /** Where it begins. */
  field: QifField;
}

/** A split begins with S; where a program leaves S out, with the $ or E that the one before it has already. */
function readSplits(fields: readonly QifField[], reading: QifReading): ReadSplit[] {
  const splits: ReadSplit[] = [];
  const begin = (field: QifField): ReadSplit => {
    const begun = { split: { category: null, memo: '', amountMinor: 0 }, hasAmount: false, field };
    splits.push(begun);
    return begun;
  };
  for (const field of fields) {
    const last = splits.at(-1);
    if (field.code === 'S') {
      const category = collapse(field.value);
      begin(field).split.category = category === '' ? null : category;
    } else if (field.code === 'E') {
      const open = last ?? begin(field);
      open.split.memo = appendText(open.split.memo, field);
    } else if (field.code === '$') {
      const open = last === undefined || last.hasAmount ? begin(field) : last;
      open.split.amountMinor = amountOf(field, reading);
      open.hasAmount = true;
    }
  }
  const without = splits.find(({ hasAmount }) => !hasAmount);
  if (without !== undefined) throw new Unreadable(without.field, 'an amount ($) for each part of the entry');
  return splits;
}

interface Whole {
  amountField: QifField;
  amountMinor: number;
  reading: QifReading;
}

function checkSum(splits: readonly ReadSplit[], { amountField, amountMinor, reading }: Whole): void {
  if (splits.length === 0) return;
  const sum = splits.reduce((total, { split }) => total + BigInt(split.amountMinor), 0n);
  if (sum === BigInt(amountMinor)) return;
  const { currency } = reading;
  const shown = (minor: number) => formatAmount({ amountMinor: minor, currency });
  const expected =
    `parts ($) that add up to the amount of the entry: the parts are ${shown(Number(sum))}, ` +
    `the amount is ${shown(amountMinor)}`;
  throw new Unreadable(amountField, expected);
}
