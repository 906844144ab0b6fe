import type { AccountType, CreateAccount } from '@steward/core/ledger';
import { exponentOf, parseAmount } from '@steward/core/money';
import { textOf } from '#lib/shell/query.ts';

export const ACCOUNT_TYPES: readonly AccountType[] = ['checking', 'savings', 'card', 'cash', 'loan', 'other'];

type AccountForm = { ok: true; input: CreateAccount } | { ok: false; message: string };

/** Reads the fields of `AccountFields`; the API checks what they say. */
export function readAccountForm(form: FormData): AccountForm {
  const currency = textOf(form, 'currency').toUpperCase();
  const balance = textOf(form, 'openingBalance') || '0';
  const exponent = exponentOf(currency) ?? 2;
  const parsed = parseAmount(balance, { decimal: '.', thousands: ',', exponent });
  if (!parsed.ok) {
    return {
      ok: false,
      message: `Opening balance “${balance}” is not an amount; expected ${parsed.expected}.`,
    };
  }
  return {
    ok: true,
    input: {
      name: textOf(form, 'name'),
      type: textOf(form, 'type') as AccountType,
      currency,
      openingBalanceMinor: parsed.amountMinor,
      externalId: textOf(form, 'externalId') || null,
    },
  };
}
