import type { Statement, StatementEntry } from '../statements/index.ts';
import type { ParsedRow } from './imports.schema.ts';
import { describeError, type ReadRow } from './read-row.ts';
import { MAX_CATEGORY, MAX_EXTERNAL_ID, MAX_MEMO, MAX_PAYEE } from './row-limits.ts';

/**
 * What an entry of a bank's file says as a row of an import. What is longer than Steward keeps is cut: the bank's own formats
 * repeat in their texts what stands in fields of their own.
 */
export function readStatementItem(
  item: Statement['items'][number],
  rowNumber: number,
  currency: string,
): ReadRow {
  if (item.kind === 'problem') {
    const { line, field, value, expected } = item.problem;
    return {
      ok: false,
      error: describeError(rowNumber, { column: `line ${line}, ${field}`, value, expected }),
    };
  }
  const { entry } = item;
  const refuse = (column: string, value: string, expected: string): ReadRow => ({
    ok: false,
    error: describeError(rowNumber, { column: `line ${entry.line}, ${column}`, value, expected }),
  });
  if (entry.currency !== currency) {
    return refuse('currency', entry.currency, `${currency}, the currency of the account`);
  }
  const { category, memo } = withoutTransfer(wholeOf(entry));
  const payee = (entry.payee || memo).slice(0, MAX_PAYEE);
  if (payee === '') return refuse('payee', '', 'a payee or a text');
  if ((entry.externalId?.length ?? 0) > MAX_EXTERNAL_ID) {
    return refuse('id', entry.externalId ?? '', `at most ${MAX_EXTERNAL_ID} characters`);
  }
  return {
    ok: true,
    row: {
      ...{ date: entry.date, payee, memo: entry.payee ? memo.slice(0, MAX_MEMO) : '' },
      ...{ amountMinor: entry.amountMinor, currency, externalId: entry.externalId },
      ...{ category: category?.slice(0, MAX_CATEGORY) ?? null, context: {} },
      ...{ original: entry.original, isPending: entry.isPending },
      splits: entry.splits.length > 1 ? entry.splits.map(toSplit) : [],
    },
  };
}

/** One part is the whole: its category and memo are those of the entry. */
function wholeOf({ category, memo, splits }: StatementEntry): Described {
  const [part] = splits;
  if (!part || splits.length > 1) return { category, memo };
  return { category: part.category, memo: [...new Set([memo, part.memo])].filter(Boolean).join(' ') };
}

function toSplit({ amountMinor, ...part }: StatementEntry['splits'][number]): ParsedRow['splits'][number] {
  const { category, memo } = withoutTransfer(part);
  const name = category?.slice(0, MAX_CATEGORY) ?? null;
  return { category: name, memo: memo.slice(0, MAX_MEMO), amountMinor };
}

type Described = Pick<StatementEntry, 'category' | 'memo'>;

/** An account in the place of a category, `[Savings]`, is no category: it is kept as text. */
function withoutTransfer({ category, memo }: Described): Described {
  if (!category?.startsWith('[')) return { category, memo };
  return { category: null, memo: [memo, category].filter(Boolean).join(' ') };
}
