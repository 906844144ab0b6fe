import { readTags, type AddTransaction } from '@steward/core/ledger';
import { textOf } from '#lib/shell/query.ts';
import { readTypedAmount, type AmountWay } from './typed-amount.ts';

type Read<T> = { ok: true; input: T } | { ok: false; message: string };

/** Reads the form of a transaction that is entered; the API checks what it says. */
export function readEntry(form: FormData, way: AmountWay): Read<AddTransaction> {
  const amount = readSpent(form, way);
  if (!amount.ok) return amount;
  return {
    ok: true,
    input: {
      ...{ accountId: textOf(form, 'accountId'), date: textOf(form, 'date'), memo: '' },
      ...{ amountMinor: amount.input, payee: textOf(form, 'payee'), notes: textOf(form, 'notes') },
      tags: readTags(textOf(form, 'tags')),
      state: textOf(form, 'state') as AddTransaction['state'],
      categoryId: textOf(form, 'categoryId') || null,
      idempotencyKey: textOf(form, 'idempotencyKey'),
    },
  };
}

/** The amount with the sign that is chosen beside it. */
export function readSpent(form: FormData, way: AmountWay): Read<number> {
  const text = textOf(form, 'amount');
  const parsed = readTypedAmount(text, way);
  if (!parsed.ok)
    return { ok: false, message: `The amount “${text}” is not one; expected ${parsed.expected}.` };
  const isSpent = textOf(form, 'direction') !== 'in';
  if (parsed.amountMinor < 0 && !isSpent) {
    const message = `The amount “${text}” says that money went out, but money in is chosen.`;
    return { ok: false, message };
  }
  const size = Math.abs(parsed.amountMinor);
  return { ok: true, input: isSpent && size !== 0 ? -size : size };
}
