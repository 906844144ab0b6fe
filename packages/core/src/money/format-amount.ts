import { exponentOf } from './currencies.ts';

interface Money {
  amountMinor: number;
  currency: string;
}

interface Marks {
  decimal?: '.' | ',';
  thousands?: '' | ',' | '.' | ' ' | "'";
}

/** Writes minor units as a decimal number: `-1234.50`; with no mark of the currency. */
export function formatAmount({ amountMinor, currency }: Money, marks: Marks = {}): string {
  const { decimal = '.', thousands = '' } = marks;
  const exponent = exponentOf(currency) ?? 2;
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const fraction = exponent > 0 ? decimal + digits.slice(-exponent) : '';
  return `${amountMinor < 0 ? '-' : ''}${grouped}${fraction}`;
}
