export {
  AnswerInput,
  AnswerResult,
  ReviewDetail,
  ReviewFilter,
  ReviewItem,
  ReviewQueue,
} from './review.schema.ts';
export { valueOfReview } from './review-value.ts';
