import { DomainError } from '../errors/index.ts';
import { formatAmount } from '../money/index.ts';
import type { EditedSplit } from './edit.schema.ts';

interface Whole {
  amountMinor: number;
  currency: string;
}

/**
 * That the splits of a transaction add up to its amount.
 *
 * @throws DomainError `split_sum` that says how much is left or too much.
 */
export function checkSplits({ amountMinor, currency }: Whole, splits: readonly EditedSplit[]): void {
  const sum = splits.reduce((total, split) => total + split.amountMinor, 0);
  if (sum === amountMinor) return;
  const write = (minor: number) => `${formatAmount({ amountMinor: minor, currency })} ${currency}`;
  const message = `The splits add up to ${write(sum)}, but the transaction is of ${write(amountMinor)}: ${write(amountMinor - sum)} is left to split.`;
  throw new DomainError({
    ...{ code: 'invalid', reason: 'split_sum', message },
    details: { leftMinor: amountMinor - sum },
  });
}
