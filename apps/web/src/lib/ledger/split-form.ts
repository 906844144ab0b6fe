import { readTags, type EditTransaction } from '@steward/core/ledger';
import { textOf } from '#lib/shell/query.ts';
import { readSpent } from './entry-form.ts';
import { readTypedAmount, type AmountWay } from './typed-amount.ts';

type SplitForm =
  { ok: true; splits: NonNullable<EditTransaction['splits']> } | { ok: false; message: string };

const textsOf = (form: FormData, name: string) =>
  form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''));

/** The rows of the splits that have an amount; the API checks what they add up to. */
export function readSplitForm(form: FormData, way: AmountWay): SplitForm {
  const categories = textsOf(form, 'splitCategory');
  const memos = textsOf(form, 'splitMemo');
  const splits: NonNullable<EditTransaction['splits']> = [];
  for (const [index, text] of textsOf(form, 'splitAmount').entries()) {
    if (text === '') continue;
    const parsed = readTypedAmount(text, way);
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

type EditForm = { ok: true; edit: Omit<EditTransaction, 'id' | 'version'> } | { ok: false; message: string };

/** What the form of a transaction says; the API keeps what a bank wrote as it is. */
export function readEditForm(form: FormData, way: AmountWay): EditForm {
  const splits = readSplitForm(form, way);
  if (!splits.ok) return splits;
  const facts = readFacts(form, way);
  if (!facts.ok) return facts;
  const [payee, state] = [textOf(form, 'payee'), textOf(form, 'state')];
  return {
    ok: true,
    edit: {
      ...{ ...facts.edit, notes: textOf(form, 'notes'), tags: readTags(textOf(form, 'tags')) },
      ...(payee !== '' && { payee }),
      ...(state !== '' && { state: state as NonNullable<EditTransaction['state']> }),
      ...withSplits(form, splits.splits, facts.edit.amountMinor),
    },
  };
}

/** Day, account and amount: only of a transaction that was entered by hand there are fields for them. */
function readFacts(form: FormData, way: AmountWay): EditForm {
  const [accountId, date] = [textOf(form, 'accountId'), textOf(form, 'date')];
  if (textOf(form, 'amount') === '') return { ok: true, edit: {} };
  const amount = readSpent(form, way);
  if (!amount.ok) return amount;
  return {
    ok: true,
    edit: {
      amountMinor: amount.input,
      ...(accountId !== '' && { accountId }),
      ...(date !== '' && { date }),
    },
  };
}

/** With a new amount the one split there is goes along with it, unless it was changed as well. */
function withSplits(
  form: FormData,
  splits: NonNullable<EditTransaction['splits']>,
  amountMinor: number | undefined,
): Pick<EditTransaction, 'splits'> {
  if (splits.length === 0) return {};
  const [split, ...others] = splits;
  const isWhole = others.length === 0 && String(split?.amountMinor) === textOf(form, 'wasMinor');
  if (!split || amountMinor === undefined || !isWhole) return { splits };
  return { splits: [{ ...split, amountMinor }] };
}
