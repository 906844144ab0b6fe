import { dayNumber, type LocalDate } from '../calendar/index.ts';
import { readDay, readSwiftAmount, readSwiftDate } from './mt940-balance.ts';
import { collapse } from './statement-text.ts';

/** What the line :61: of an entry says. */
export interface EntryLine {
  valueDate: LocalDate;
  /** null where the bank names the value date alone. */
  entryDate: LocalDate | null;
  amountMinor: number;
  /** EC and ED: announced, not booked. */
  isExpected: boolean;
  customerReference: string;
  bankReference: string;
  /** What Rabobank writes behind the reference; empty elsewhere. */
  name: string;
  /** The lines below. */
  extraDetails: string;
}

type ReadEntryLine = { ok: true; line: EntryLine } | { ok: false; expected: string };

/** Value date, entry date, mark, funds code, amount; then type and references. */
const LINE = /^(\d{6})(\d{4})?((?:R|E)?[CD])([A-Z])?([\d,]{1,30})(?:([NFS][A-Z0-9 ]{3})(.*)|\s*)$/u;
/** Some savings banks break the line before the amount. */
const BROKEN_LINE = /^\d{6}(?:\d{4})?[A-Z]{1,3}\s*$/u;

/**
 * Reads field :61:, `6!n [4!n] 2a [1!a] 15d 1!a3!c 16x [//16x] [34x]` (SWIFT, Standards MT, category 9).
 *
 * D and RC are money out, C and RD are money in: RC takes a credit back, RD a debit. EC and ED are expected.
 * The entry date has no year: it is the one that brings it closest to the value date, so that 0102 beside a value date
 * of 31 December is in the next year.
 */
export function readEntryLine(lines: readonly string[], currency: string): ReadEntryLine {
  const [first = '', second = ''] = lines;
  const isBroken = BROKEN_LINE.test(first);
  const head = isBroken ? first.trim() + second : first;
  const parts = LINE.exec(head);
  if (parts === null) return { ok: false, expected: 'an entry such as 2601310131D12,50NTRFNONREF' };
  const [, valueDigits = '', entryDigits, mark = '', , amountDigits = '', , rest = ''] = parts;
  const valueDate = readSwiftDate(valueDigits);
  if (!valueDate.ok) return valueDate;
  const entryDate = entryDigits === undefined ? null : closestDay(entryDigits, valueDate.value);
  if (entryDate === null && entryDigits !== undefined)
    return { ok: false, expected: `an entry date (MMDD), not ${entryDigits}` };
  const amount = readSwiftAmount(amountDigits, currency);
  if (!amount.ok) return amount;
  const isOut = mark === 'D' || mark === 'RC' || mark === 'ED';
  const line = {
    valueDate: valueDate.value,
    entryDate,
    amountMinor: isOut && amount.value !== 0 ? -amount.value : amount.value,
    isExpected: mark.startsWith('E'),
    ...splitReferences(rest, lines.slice(isBroken ? 2 : 1)),
  };
  return { ok: true, line };
}

function closestDay(monthDay: string, valueDate: LocalDate): LocalDate | null {
  if (valueDate.slice(5).replace('-', '') === monthDay) return valueDate;
  const valueYear = Number(valueDate.slice(0, 4));
  const distance = (date: LocalDate) => Math.abs(dayNumber(date) - dayNumber(valueDate));
  let closest: LocalDate | null = null;
  for (const year of [valueYear, valueYear - 1, valueYear + 1]) {
    if (closest !== null && distance(closest) <= 180) break;
    const day = readDay(String(year), monthDay);
    if (!day.ok) continue;
    if (closest === null || distance(day.value) < distance(closest)) closest = day.value;
  }
  return closest;
}

/**
 * A reference has up to 16 characters; Rabobank fills it up with spaces and writes the name of the other side behind.
 */
function splitReferences(rest: string, below: readonly string[]) {
  const extraDetails = collapse(below.join(' '));
  const cut = rest.indexOf('//');
  if (cut >= 0 && cut <= 16) {
    const customerReference = rest.slice(0, cut).trim();
    return { customerReference, bankReference: rest.slice(cut + 2).trim(), name: '', extraDetails };
  }
  const isFilledUp = rest.length > 16 && rest[15] === ' ';
  const customerReference = isFilledUp ? rest.slice(0, 16).trim() : rest.trim();
  return {
    customerReference,
    bankReference: '',
    name: isFilledUp ? collapse(rest.slice(16)) : '',
    extraDetails,
  };
}
