export {
  AnswerInput,
  AnswerResult,
  MOST_ANSWERED,
  ReviewDetail,
  ReviewFilter,
  ReviewItem,
  ReviewQueue,
} from './review.schema.ts';
export { valueOfReview } from './review-value.ts';
