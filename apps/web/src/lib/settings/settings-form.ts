import type { UpdateSettings } from '@steward/core/settings';
import { DomainError } from '@steward/core/errors';
import { exponentOf, parseAmount } from '@steward/core/money';
import { numberOf, numberOrNull, textOf } from '#lib/shell/query.ts';

type Patch = UpdateSettings['patch'];

/** The basic settings as the form sent them. */
export function basicsIn(form: FormData): Patch {
  return {
    baseCurrency: textOf(form, 'baseCurrency'),
    timeZone: textOf(form, 'timeZone'),
    monthStartDay: numberOf(form, 'monthStartDay'),
    locale: textOf(form, 'locale'),
  };
}

/** An empty number of days keeps everything. */
export function retentionIn(form: FormData): Patch {
  return { retention: { version: 1, days: numberOrNull(form, 'days') } };
}

/** @throws DomainError `input` for an amount that is none. */
export function riskLimitsIn(form: FormData): Patch {
  const amount = textOf(form, 'amount');
  const currency = textOf(form, 'currency');
  return {
    riskLimits: {
      version: 1,
      maximumWrongShare: Math.round(numberOf(form, 'wrongPercent') * 1_000) / 100_000,
      maximumAmountPerMonth: amount === '' ? null : { amountMinor: minorOf(amount, currency), currency },
    },
  };
}

function minorOf(amount: string, currency: string): number {
  const exponent = exponentOf(currency) ?? 2;
  const parsed = parseAmount(amount, { decimal: '.', thousands: '', exponent });
  if (parsed.ok) return parsed.amountMinor;
  const message = `The largest amount is "${amount}", but must be ${parsed.expected}, or nothing.`;
  throw new DomainError({ code: 'invalid', reason: 'input', message });
}
