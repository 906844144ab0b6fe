export {
  countAnswers,
  insertFeedback,
  readFeedbackOfDecision,
  readFeedbackOfModel,
  readTodaysAnswers,
  readStandingFeedback,
  setFeedbackStanding,
  withdrawFeedbackOn,
  type StoredFeedback,
} from './feedback.repository.ts';
