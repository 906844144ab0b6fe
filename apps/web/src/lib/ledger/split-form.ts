import type { EditTransaction } from '@steward/core/ledger';
import { exponentOf, parseAmount } from '@steward/core/money';
import { typedOf } from '#lib/shell/query.ts';

type SplitForm =
  { ok: true; splits: NonNullable<EditTransaction['splits']> } | { ok: false; message: string };

const textsOf = (form: FormData, name: string) =>
  form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''));

/** The rows of the splits that have an amount; the API checks what they add up to. */
export function readSplitForm(form: FormData): SplitForm {
  const exponent = exponentOf(typedOf(form, 'currency')) ?? 2;
  const categories = textsOf(form, 'splitCategory');
  const memos = textsOf(form, 'splitMemo');
  const splits: NonNullable<EditTransaction['splits']> = [];
  for (const [index, text] of textsOf(form, 'splitAmount').entries()) {
    if (text === '') continue;
    const parsed = parseAmount(text, { decimal: '.', thousands: ',', exponent });
    if (!parsed.ok) {
      const message = `Split ${index + 1}: “${text}” is not an amount; expected ${parsed.expected}.`;
      return { ok: false, message };
    }
    const categoryId = categories[index] ?? '';
    splits.push({
      amountMinor: parsed.amountMinor,
      categoryId: categoryId || null,
      memo: memos[index] ?? '',
    });
  }
  return { ok: true, splits };
}
