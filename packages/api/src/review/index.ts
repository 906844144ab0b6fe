export { answer } from './answer.ts';
export { undoAnswer } from './undo.ts';
export { reviewRouter } from './review.router.ts';
