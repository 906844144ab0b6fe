import { DomainError } from '@steward/core/errors';
import type { ReviewDetail } from '@steward/core/review';
import type { Api } from '#lib/server/api.ts';

/** One item of the queue; null when it does not wait, such as one that somebody has just answered. */
export async function findItem(api: Api, transactionId: string): Promise<ReviewDetail | null> {
  try {
    return await api.review.getItem({ transactionId });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}
