export {
  insertFeedback,
  readFeedbackOfDecision,
  readFeedbackSince,
  readTodaysAnswers,
  withdrawFeedback,
  type StoredFeedback,
} from './feedback.repository.ts';
