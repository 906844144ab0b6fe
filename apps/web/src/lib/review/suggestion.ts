import type { ReviewItem } from '@steward/core/review';

export interface Suggestion {
  categoryId: string;
  name: string;
  confidence: number;
}

/** What an item suggests; null when the decision abstained, whatever the model thought likeliest. */
export function suggestionOf(item: ReviewItem): Suggestion | null {
  const { categoryId, categoryName, confidence, outcomeReason } = item;
  if (outcomeReason.code !== 'no_rule') return null;
  if (categoryId === null || categoryName === null || confidence === null) return null;
  return { categoryId, name: categoryName, confidence };
}
