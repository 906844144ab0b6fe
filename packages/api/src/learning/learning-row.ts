import type { CategoryFeatures } from '@steward/core/decisions';
import type { CategoriserRow } from '@steward/ml/categoriser';

/** What the model sees of a transaction: nothing but what is immutable of it. */
export function toRow({ payee, memo, amountMinor, date, context }: CategoryFeatures): CategoriserRow {
  return { payee, memo, amount: amountMinor, date, context };
}
