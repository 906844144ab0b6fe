import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { reviewItem } from './review.table.ts';

interface SuggestedPage {
  categoryIds: readonly string[];
  /** The transaction of the last one of the page before. */
  after: string;
  limit: number;
}

/** What waits and is suggested one of these categories, by transaction. */
export async function readSuggested(orm: Orm, { categoryIds, after, limit }: SuggestedPage) {
  const { transactionId, categoryId, confidence, outcomeCode } = reviewItem;
  return orm
    .select({ transactionId, categoryId, confidence, outcomeCode })
    .from(reviewItem)
    .where(
      and(eq(reviewItem.state, 'waiting'), inArray(categoryId, [...categoryIds]), gt(transactionId, after)),
    )
    .orderBy(asc(transactionId))
    .limit(limit);
}
