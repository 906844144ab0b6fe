import type { BudgetPeriod, CreateBudget, UpdateBudget } from '@steward/core/budgets';
import { exponentOf, parseAmount } from '@steward/core/money';
import { textOf } from '#lib/shell/query.ts';

type Read<T> = { ok: true; input: T } | { ok: false; message: string };

/** Reads the form of a new budget; the API checks what it says. */
export function readNewBudget(form: FormData): Read<CreateBudget> {
  const currency = textOf(form, 'currency').toUpperCase();
  const amount = amountIn(form, currency);
  if (!amount.ok) return amount;
  return {
    ok: true,
    input: {
      categoryId: textOf(form, 'categoryId'),
      period: (textOf(form, 'period') || 'month') as BudgetPeriod,
      ...{ amountMinor: amount.input, currency, rollsOver: form.has('rollsOver') },
      startsOn: textOf(form, 'startsOn') || null,
    },
  };
}

/** Reads the form that changes a budget. */
export function readChangedBudget(form: FormData, id: string): Read<UpdateBudget> {
  const amount = amountIn(form, textOf(form, 'currency'));
  if (!amount.ok) return amount;
  const startsOn = textOf(form, 'startsOn');
  return {
    ok: true,
    input: {
      ...{ id, amountMinor: amount.input, rollsOver: form.has('rollsOver') },
      ...(startsOn !== '' && { startsOn }),
    },
  };
}

function amountIn(form: FormData, currency: string): Read<number> {
  const text = textOf(form, 'amount');
  const parsed = parseAmount(text, { decimal: '.', thousands: ',', exponent: exponentOf(currency) ?? 2 });
  if (parsed.ok) return { ok: true, input: parsed.amountMinor };
  return { ok: false, message: `The amount “${text}” is not one; expected ${parsed.expected}.` };
}
