export interface AmountFormat {
  decimal: '.' | ',';
  /** The mark between groups of digits; a space stands for every kind of space. */
  thousands: '' | ',' | '.' | ' ' | "'";
  /** Decimals of the currency. */
  exponent: number;
}

export type ParsedAmount = { ok: true; amountMinor: number } | { ok: false; expected: string };

const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/gu;
const CURRENCY_MARK = /^(?:[\p{Sc}]|[A-Z]{2,3}\$?|kr\.?|zł|Kč|Ft|lei|Rs\.?)$/u;

/**
 * Reads an amount into integer minor units, on strings throughout: no float is ever made.
 * Takes signs before or after, parentheses and DR for money out, and currency marks at either end.
 * More decimals than the currency has are taken only when they are zeros.
 */
export function parseAmount(text: string, format: AmountFormat): ParsedAmount {
  const refused: ParsedAmount = { ok: false, expected: `a number such as ${exampleAmount(format)}` };
  const unwrapped = unwrap(text);
  if (unwrapped === null) return refused;
  const parts = unwrapped.digits.split(format.decimal);
  const [whole = '', fraction = ''] = parts;
  if (parts.length > 2 || !/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return refused;
  const digits = ungroup(whole, format.thousands);
  if (digits === null) return refused;
  if (/[^0]/.test(fraction.slice(format.exponent))) {
    return { ok: false, expected: `at most ${format.exponent} decimals` };
  }
  const minor = BigInt(`0${digits}${fraction.slice(0, format.exponent).padEnd(format.exponent, '0')}`);
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { ok: false, expected: 'an amount of at most 9,007,199,254,740,991 minor units' };
  }
  const amount = Number(minor);
  return { ok: true, amountMinor: unwrapped.isNegative && amount !== 0 ? -amount : amount };
}

/** How an amount looks in this format: `1.234,56`. */
export function exampleAmount({ decimal, thousands, exponent }: AmountFormat): string {
  return `1${thousands}234${exponent > 0 ? decimal + '567890'.slice(0, exponent) : ''}`;
}

interface Unwrapped {
  digits: string;
  isNegative: boolean;
}

/** Takes signs, parentheses and currency marks off; null when there are two signs. */
function unwrap(text: string): Unwrapped | null {
  let rest = text.replace(/[−–]/gu, '-').replace(/[’`]/gu, "'").trim();
  let signs = 0;
  let isNegative = false;
  const parenthesised = /^\((.*)\)$/su.exec(rest);
  if (parenthesised) {
    isNegative = true;
    signs += 1;
    rest = parenthesised[1] ?? '';
  }
  for (;;) {
    const before = rest;
    rest = rest.trim();
    const sign = /^[+-]/.exec(rest)?.[0] ?? /[+-]$/.exec(rest)?.[0];
    const side = /\s*(?:CR|DR)\.?$/iu.exec(rest)?.[0];
    if (sign) {
      rest = rest.startsWith(sign) ? rest.slice(1) : rest.slice(0, -1);
    } else if (side && /\d/.test(rest)) {
      rest = rest.slice(0, -side.length);
    } else {
      rest = stripMark(rest);
    }
    if (sign ?? side) signs += 1;
    if (sign === '-' || (side && /DR/i.test(side))) isNegative = true;
    if (rest === before) break;
  }
  return signs > 1 || rest === '' ? null : { digits: rest.replace(SPACES, ' '), isNegative };
}

function stripMark(text: string): string {
  const leading = /^[^\d.,'\s()+-]+\.?/u.exec(text)?.[0];
  if (leading && CURRENCY_MARK.test(leading)) return text.slice(leading.length);
  const trailing = /[^\d.,'\s()+-]+\.?$/u.exec(text)?.[0];
  if (trailing && CURRENCY_MARK.test(trailing)) return text.slice(0, -trailing.length);
  return text;
}

/** Digits without thousands marks; null when the groups are not groups (Indian 2-digit ones are). */
function ungroup(whole: string, thousands: string): string | null {
  if (/^\d*$/.test(whole)) return whole;
  if (thousands === '') return null;
  const groups = whole.split(thousands);
  const isGrouped = groups.every((group, index) => {
    if (index === 0) return /^\d{1,3}$/.test(group);
    return index === groups.length - 1 ? /^\d{3}$/.test(group) : /^\d{2,3}$/.test(group);
  });
  return isGrouped ? groups.join('') : null;
}
