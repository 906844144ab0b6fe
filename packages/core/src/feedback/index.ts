export { FeedbackGiven, GiveFeedback } from './feedback.schema.ts';
