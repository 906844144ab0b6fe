import { exponentOf, parseAmount } from '@steward/core/money';

type Balance = { ok: true; amountMinor: number } | { ok: false; message: string };

/** A closing balance as it is typed. */
export function readBalance(text: string, currency: string): Balance {
  const exponent = exponentOf(currency) ?? 2;
  const read = parseAmount(text.trim(), { decimal: '.', thousands: ',', exponent });
  if (read.ok) return { ok: true, amountMinor: read.amountMinor };
  return { ok: false, message: `The closing balance “${text}” is not an amount; expected ${read.expected}.` };
}

/** The last day of the month before this one: where most statements end. */
export function lastMonthEnd(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
