import type { ReviewItem } from '@steward/core/review';

export interface Suggestion {
  categoryId: string;
  name: string;
  /** null where the model has nothing on it: only the default of a payee can be so. */
  confidence: number | null;
  /** Whether it is the default of the payee, as a person set it. */
  isDefault: boolean;
}

/** What an item suggests; null when the decision abstained, whatever the model thought likeliest. */
export function suggestionOf(item: ReviewItem): Suggestion | null {
  const { categoryId, categoryName, confidence, outcomeReason } = item;
  const isDefault = outcomeReason.code === 'payee_default' || outcomeReason.code === 'payee_auto';
  if (!isDefault && (outcomeReason.code !== 'no_rule' || confidence === null)) return null;
  if (categoryId === null || categoryName === null) return null;
  return { categoryId, name: categoryName, confidence, isDefault };
}
