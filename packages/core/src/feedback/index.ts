export { DecisionFeedback, FeedbackGiven, GiveFeedback } from './feedback.schema.ts';
