export {
  alikeKey,
  countAlike,
  countOfPayee,
  countSkippedSince,
  readWaitingPayees,
  insertReviewItems,
  readQueue,
  readQueueCounts,
  readWaiting,
  readAlike,
  readAffected,
  readPayeeAmounts,
  setReviewState,
  repointReviewItems,
  type NewReviewItem,
  type QueueRow,
} from './review.repository.ts';
export { refreshReviewValues } from './review-values.repository.ts';
export { readSuggested } from './suggested.repository.ts';
