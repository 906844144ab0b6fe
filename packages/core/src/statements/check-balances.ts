import { formatAmount } from '../money/index.ts';
import type { Statement } from './statements.schema.ts';

/**
 * Whether the balances of a statement are what its booked entries make of them: a sentence for each that is not. Entries that
 * could not be read are missing from the sum, so that with them a difference says nothing.
 */
export function checkBalances(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => differenceIn(statement) ?? []);
}

function differenceIn({ balances, items, account }: Statement): string | null {
  const opening = balances.find(({ kind }) => kind === 'opening');
  const closing = balances.findLast(({ kind }) => kind === 'closing');
  if (!opening || opening.currency !== closing?.currency) return null;
  let sum = opening.amountMinor;
  for (const item of items) {
    if (item.kind === 'problem' || item.entry.currency !== opening.currency) return null;
    if (!item.entry.isPending) sum += item.entry.amountMinor;
  }
  if (sum === closing.amountMinor) return null;
  const { currency } = opening;
  const money = (amountMinor: number) => `${formatAmount({ amountMinor, currency })} ${currency}`;
  const until = closing.date === null ? '' : ` until ${closing.date}`;
  const whose = account.number === null ? '' : ` of ${account.number}`;
  return (
    `The statement${whose}${until} opens at ${money(opening.amountMinor)} and closes at ${money(closing.amountMinor)}, ` +
    `but its entries lead to ${money(sum)}: ${money(closing.amountMinor - sum)} is missing from them.`
  );
}
