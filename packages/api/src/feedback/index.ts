export { feedbackRouter } from './feedback.router.ts';
