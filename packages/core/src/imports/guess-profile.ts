import type { DateOrder } from '../calendar/index.ts';
import { dayNumber, parseDate } from '../calendar/index.ts';
import { parseAmount, type AmountFormat } from '../money/index.ts';
import { guessRoles, looksLikeAmount, looksLikeDate, normaliseHeader, roleOfHeader } from './guess-roles.ts';
import type { ImportColumn, ImportProfile } from './import-profile.schema.ts';

export interface GuessedProfile {
  profile: Omit<ImportProfile, 'encoding' | 'delimiter' | 'quote'>;
  /** What could as well be otherwise, in sentences. */
  doubts: string[];
}

/**
 * What the first rows of a file say about it: where the header is, what each column means, how dates
 * and amounts are written. `exponent` is the number of decimals of the account's currency.
 */
export function guessProfile(rows: readonly (readonly string[])[], exponent = 2): GuessedProfile {
  const width = modalWidth(rows);
  const skipRows = Math.max(
    0,
    rows.findIndex((row) => row.length === width && row.some((cell) => cell.trim() !== '')),
  );
  const table = rows.slice(skipRows).filter((row) => row.some((cell) => cell.trim() !== ''));
  const hasHeader = guessHeader(table);
  const body = table.slice(hasHeader ? 1 : 0);
  const headers = Array.from({ length: width }, (_, index) =>
    hasHeader ? (table[0]?.[index] ?? '').replace(/^\uFEFF/, '').trim() : '',
  );
  const roles = guessRoles(headers, body);
  const columns = nameColumns(headers).map((name, index): ImportColumn => {
    return { name, role: roles[index] ?? 'ignore' };
  });
  const cellsOf = (wanted: readonly string[]) =>
    body.flatMap((row) => row.filter((cell, index) => wanted.includes(roles[index] ?? '') && cell.trim()));
  const dates = guessDateOrder(cellsOf(['date']));
  const amounts = cellsOf(['amount', 'debit', 'credit']);
  const format = guessAmountFormat(amounts, exponent);
  const doubts = dates.doubt ? [dates.doubt] : [];
  if (roles.includes('amount') && amounts.length > 0 && !amounts.some((cell) => /[-−(]/.test(cell))) {
    doubts.push('No amount is negative: say whether positive amounts are money spent.');
  }
  return {
    profile: {
      ...{ version: 1, skipRows, hasHeader, dateOrder: dates.order, ...format },
      ...{ signConvention: 'as_is', columns },
    },
    doubts,
  };
}

function modalWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

/** A header has no date and no amount, and either known words or rows below that have them. */
function guessHeader(table: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = table;
  if (!first) return false;
  if (first.some((cell) => looksLikeDate(cell) || (looksLikeAmount(cell) && cell.trim() !== '')))
    return false;
  if (first.some((cell) => roleOfHeader(normaliseHeader(cell)) !== null)) return true;
  return rest.some((row) => row.some((cell) => looksLikeDate(cell)));
}

/** Header texts, made unique; "Column 3" where there is none. */
function nameColumns(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header, index) => {
    const name = (header || `Column ${index + 1}`).slice(0, 90);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** The order that reads the most; of several, the one whose dates lie closest to each other. */
function guessDateOrder(cells: readonly string[]): { order: DateOrder; doubt: string | null } {
  const candidates = ORDERS.map((order) => {
    const dates = cells.flatMap((cell) => {
      const parsed = parseDate(cell, order);
      return parsed.ok ? [dayNumber(parsed.date)] : [];
    });
    let travel = 0;
    for (let index = 1; index < dates.length; index++) {
      travel += Math.abs((dates[index] ?? 0) - (dates[index - 1] ?? 0));
    }
    const isIso = cells.some((cell) => /^\s*\d{4}\D?\d/.test(cell));
    return { order, read: dates.length, travel, preferred: order === 'ymd' && isIso ? 0 : 1 };
  });
  candidates.sort((a, b) => b.read - a.read || a.preferred - b.preferred || a.travel - b.travel);
  const [best, next] = candidates;
  const isDoubtful = best?.preferred === 1 && next && best.read > 0 && next.read === best.read;
  return {
    order: best?.order ?? 'dmy',
    doubt: isDoubtful ? 'Day and month could be the other way round in the rows seen so far.' : null,
  };
}

const FORMATS: readonly Pick<AmountFormat, 'decimal' | 'thousands'>[] = [
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

/** The marks under which the most amounts can be read; the first of several. */
function guessAmountFormat(
  cells: readonly string[],
  exponent: number,
): Pick<AmountFormat, 'decimal' | 'thousands'> {
  const scored = FORMATS.map((format) => ({
    format,
    read: cells.filter((cell) => parseAmount(cell, { ...format, exponent }).ok).length,
  }));
  return scored.reduce((best, next) => (next.read > best.read ? next : best)).format;
}
