export {
  countAnswers,
  insertFeedback,
  readFeedbackOfDecision,
  readFeedbackSince,
  readTodaysAnswers,
  readStandingFeedback,
  withdrawFeedback,
  withdrawFeedbackOn,
  type StoredFeedback,
} from './feedback.repository.ts';
