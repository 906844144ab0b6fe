export { setPayeeAsked } from './review-asked.repository.ts';
export {
  alikeKey,
  countAlike,
  countSkippedSince,
  readWaitingPayees,
  insertReviewItems,
  refreshReviewValues,
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
