export {
  countAnswers,
  insertFeedback,
  readFeedbackOfDecision,
  readFeedbackSince,
  readTodaysAnswers,
  readStandingFeedback,
  setFeedbackStanding,
  withdrawFeedbackOn,
  type StoredFeedback,
} from './feedback.repository.ts';
