import { z } from 'zod';
import { localDate, type LocalDate } from './local-date.ts';

export const DateOrder = z.enum(['ymd', 'dmy', 'mdy']);
export type DateOrder = z.infer<typeof DateOrder>;

export type ParsedDate = { ok: true; date: LocalDate } | { ok: false; expected: string };

const EXAMPLES: Record<DateOrder, string> = {
  ymd: '2026-01-31',
  dmy: '31.01.2026',
  mdy: '01/31/2026',
};

/** First letters of month names in English, German, French, Spanish, Italian and Dutch. */
const MONTH_PREFIXES: Readonly<Record<string, number>> = {
  ...{ jan: 1, ene: 1, gen: 1, feb: 2, fev: 2, mar: 3, mae: 3, mrz: 3, mrt: 3, apr: 4, abr: 4, avr: 4 },
  ...{ may: 5, mai: 5, mei: 5, mag: 5, jun: 6, giu: 6, juin: 6, jul: 7, lug: 7, juil: 7, aug: 8, ago: 8 },
  ...{ aou: 8, sep: 9, set: 9, oct: 10, okt: 10, ott: 10, nov: 11, dec: 12, dez: 12, dic: 12 },
};

/**
 * Reads a calendar date. A time behind it is dropped. A four-digit year in front is always the year;
 * a two-digit year is 1970 to 2069 (POSIX).
 */
export function parseDate(text: string, order: DateOrder): ParsedDate {
  const refused: ParsedDate = { ok: false, expected: `a date such as ${EXAMPLES[order]}` };
  const bare = text.trim().replace(/(?:T|,?\s+)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.*$/iu, '');
  const tokens = splitTokens(bare, order);
  if (tokens === null) return refused;
  const [year, month, day] = tokens;
  const result = localDate(year, month, day);
  return 'date' in result ? { ok: true, date: result.date } : { ok: false, expected: result.expected };
}

type YearMonthDay = [year: number, month: number, day: number];

function splitTokens(text: string, order: DateOrder): YearMonthDay | null {
  if (/^\d{8}$/.test(text)) return splitCompact(text, order);
  const tokens = text.split(/[\s./,-]+/u).filter((token) => token !== '');
  const words = tokens.filter((token) => /^\p{L}+$/u.test(token));
  const numbers = tokens.filter((token) => /^\d{1,4}$/.test(token));
  if (words.length + numbers.length !== tokens.length) return null;
  if (words.length > 0) return withMonthName(words, numbers, order);
  if (numbers.length !== 3) return null;
  const [first = '', second = '', third = ''] = numbers;
  if (first.length === 4 || order === 'ymd') return ymd(first, second, third);
  return order === 'dmy' ? ymd(third, second, first) : ymd(third, first, second);
}

function splitCompact(text: string, order: DateOrder): YearMonthDay | null {
  if (order === 'ymd') return ymd(text.slice(0, 4), text.slice(4, 6), text.slice(6));
  const [first, second, year] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
  return order === 'dmy' ? ymd(year, second, first) : ymd(year, first, second);
}

function withMonthName(words: string[], numbers: string[], order: DateOrder): YearMonthDay | null {
  const month = monthOf(words.at(-1) ?? '');
  const [first = '', second = ''] = numbers;
  if (month === null || words.length > 2 || numbers.length !== 2) return null;
  const isYearFirst = first.length === 4 || (order === 'ymd' && second.length < 4);
  return isYearFirst ? ymd(first, String(month), second) : ymd(second, String(month), first);
}

function monthOf(word: string): number | null {
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return MONTH_PREFIXES[plain.slice(0, 4)] ?? MONTH_PREFIXES[plain.slice(0, 3)] ?? null;
}

function ymd(year: string, month: string, day: string): YearMonthDay | null {
  if ((year.length !== 4 && year.length !== 2) || month.length > 2 || day.length > 2) return null;
  const fullYear = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  return [fullYear, Number(month), Number(day)];
}
