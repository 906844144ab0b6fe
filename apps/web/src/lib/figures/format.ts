import { page } from '$app/state';
import { DEFAULT_PREFERENCES, waysOfWriting, type WaysOfWriting } from '@steward/core/account';
import { DEFAULT_SETTINGS } from '@steward/core/settings';
import { exponentOf, formatAmount } from '@steward/core/money';

const MINUS = '−';
const NO_BREAK = '\u00a0';

export interface Money {
  amountMinor: number;
  currency: string;
}

const DEFAULT_WAYS = waysOfWriting(DEFAULT_PREFERENCES, DEFAULT_SETTINGS);

/** How this page's person has numbers, dates and times written; the defaults where nobody is signed in. */
export function waysOfPage(): WaysOfWriting {
  const { ways } = page.data as { ways?: WaysOfWriting };
  return ways ?? DEFAULT_WAYS;
}

/** `−1,200.00`, `+2,840.00`: true minus, no mark of the currency. */
export function signedAmount({ amountMinor, currency }: Money): string {
  return `${signOf(amountMinor)}${digitsOf({ amountMinor, currency })}`;
}

/** `1,200.00`, `−12.00`: an amount of which more than nothing needs no sign. */
export function unsignedAmount({ amountMinor, currency }: Money): string {
  return `${amountMinor < 0 ? MINUS : ''}${digitsOf({ amountMinor, currency })}`;
}

function digitsOf({ amountMinor, currency }: Money): string {
  const digits = exponentOf(currency) ?? 2;
  const absolute = formatAmount({ amountMinor: Math.abs(amountMinor), currency });
  return new Intl.NumberFormat(waysOfPage().locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(absolute as Intl.StringNumericLiteral);
}

/** What was paid in another currency: the sign is that of the booked amount beside it. */
export function originalAmount({ amountMinor, currency, rate }: Money & { rate: string | null }): string {
  const paid = `${formatAmount({ amountMinor: Math.abs(amountMinor), currency })} ${currency}`;
  return rate === null ? paid : `${paid} at ${rate}`;
}

/** `−£86.40`. */
export function amountWithCurrency({ amountMinor, currency }: Money): string {
  const absolute = formatAmount({ amountMinor: Math.abs(amountMinor), currency });
  const text = new Intl.NumberFormat(waysOfPage().locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(absolute as Intl.StringNumericLiteral);
  return `${signOf(amountMinor)}${text}`;
}

/** `£120`: an amount on an axis, without a sign; decimals only where it has some. */
export function wholeAmount({ amountMinor, currency }: Money): string {
  const absolute = formatAmount({ amountMinor: Math.abs(amountMinor), currency });
  return new Intl.NumberFormat(waysOfPage().locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(absolute as Intl.StringNumericLiteral);
}

function signOf(amount: number): string {
  return amount < 0 ? MINUS : amount > 0 ? '+' : '';
}

export function count(value: number): string {
  return new Intl.NumberFormat(waysOfPage().locale).format(value);
}

/** `83 %`, with a no-break space. */
export function percent(share: number, digits = 0): string {
  return `${decimal(share * 100, digits)}${NO_BREAK}%`;
}

export function decimal(value: number, digits: number): string {
  return numeral(value, digits).replace('-', MINUS);
}

/** A confidence in whole percent; 0 and 100 are for certainty alone, which no estimate has. */
export function confidencePercent(share: number): string {
  if (share > 0 && share < 0.01) return `< ${percent(0.01)}`;
  return percent(share < 1 ? Math.min(share, 0.99) : share);
}

/** `+0.42`, `−0.97`. */
export function signedDecimal(value: number, digits = 2): string {
  const isNegative = value < 0 && Number(value.toFixed(digits)) !== 0;
  return `${isNegative ? MINUS : '+'}${numeral(Math.abs(value), digits)}`;
}

function numeral(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(waysOfPage().locale, options).format(value);
}

/** A calendar date, which has no time zone: `Sat 21 Nov`. */
export function shortDate(date: string): string {
  return formatDay(date, { weekday: 'short', day: 'numeric', month: 'short' });
}

export function longDate(date: string): string {
  return formatDay(date, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

export function dayAndYear(date: string): string {
  return formatDay(date, { day: 'numeric', month: 'short', year: 'numeric' });
}

function formatDay(date: string, options: Intl.DateTimeFormatOptions): string {
  const instant = new Date(`${date}T00:00:00Z`);
  return new Intl.DateTimeFormat(waysOfPage().locale, { ...options, timeZone: 'UTC' })
    .format(instant)
    .replaceAll(',', '');
}

/** An instant in the person's time zone: `23 Nov 2026, 07:41:58`. */
export function moment(at: Date, withSeconds = false): string {
  const { locale, timeZone } = waysOfPage();
  return new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone },
    ...(withSeconds && { second: '2-digit' }),
  }).format(at);
}

/** The day of an instant in the workspace's time zone: `23 Nov 2026`. */
export function instantDay(at: Date): string {
  const { locale, timeZone } = waysOfPage();
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
}

export function clock(at: Date): string {
  const { locale, timeZone } = waysOfPage();
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }).format(at);
}

/** `31 KB`, `24.1 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${count(Math.round(bytes / 1000))} KB`;
  return `${decimal(bytes / 1_000_000, 1)} MB`;
}

/** `1 row`, `3 rows`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
