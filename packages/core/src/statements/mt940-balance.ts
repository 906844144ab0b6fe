import { parseDate, type LocalDate } from '../calendar/index.ts';
import { exponentOf, parseAmount } from '../money/index.ts';
import type { StatementBalance } from './statements.schema.ts';

type Read<Value> = { ok: true; value: Value } | { ok: false; expected: string };

export const BALANCE_KINDS: Readonly<Record<string, StatementBalance['kind']>> = {
  '60F': 'opening',
  '60M': 'interim',
  '62F': 'closing',
  '62M': 'interim',
  '64': 'available',
  '65': 'forward',
};

/**
 * Reads YYMMDD. By the convention of SWIFT, 80 to 99 are of the last century, 00 to 79 of this one.
 */
export function readSwiftDate(digits: string): Read<LocalDate> {
  const year = Number(digits.slice(0, 2)) > 79 ? `19${digits.slice(0, 2)}` : `20${digits.slice(0, 2)}`;
  return readDay(year, digits.slice(2));
}

/** A day of a year, MMDD. */
export function readDay(year: string, monthDay: string): Read<LocalDate> {
  const read = parseDate(`${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`, 'ymd');
  return read.ok ? { ok: true, value: read.date } : read;
}

/** Reads an amount with a decimal comma: `12,`, `12,5`, `0012,50`; Knab leaves the comma out where it has no cents. */
export function readSwiftAmount(text: string, currency: string): Read<number> {
  const exponent = exponentOf(currency);
  if (exponent === null) return { ok: false, expected: 'a currency of ISO 4217 that is in use' };
  const bare = /^\d{1,30}(?:,\d{0,15})?$/u.test(text) ? text : '';
  const parsed = parseAmount(bare, { decimal: ',', thousands: '', exponent });
  return parsed.ok ? { ok: true, value: parsed.amountMinor } : parsed;
}

/** Reads a balance: mark, date, currency, amount (`C260131EUR1234,56`). */
export function readBalance(tag: string, text: string): Read<StatementBalance> {
  const parts = /^([CD])(\d{6})([A-Z]{3})([\d,]+)\s*$/u.exec(text);
  if (parts === null) return { ok: false, expected: 'a balance such as C260131EUR1234,56' };
  const [, mark = '', day = '', currency = '', digits = ''] = parts;
  const date = readSwiftDate(day);
  if (!date.ok) return date;
  const amount = readSwiftAmount(digits, currency);
  if (!amount.ok) return amount;
  const amountMinor = mark === 'D' && amount.value !== 0 ? -amount.value : amount.value;
  const kind = BALANCE_KINDS[tag] ?? 'other';
  return { ok: true, value: { kind, date: date.value, amountMinor, currency } };
}

/** The currency that a field names, in use or not: of a balance, a floor limit (:34F:) or a sum (:90D:). */
export function currencyOfField(tag: string, text: string): string | null {
  if (tag in BALANCE_KINDS) return /^[CD]\d{6}([A-Z]{3})/u.exec(text)?.[1] ?? null;
  if (tag === '34F') return /^([A-Z]{3})[CD ]?\d/u.exec(text)?.[1] ?? null;
  if (tag === '90C' || tag === '90D') return /^\d{1,5}([A-Z]{3})/u.exec(text)?.[1] ?? null;
  return null;
}
