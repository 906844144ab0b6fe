export { answer } from './answer.ts';
export { undoAnswer } from './undo.ts';
export { listQueue, readItem, setAsked, skip } from './review.service.ts';
export { reviewRouter } from './review.router.ts';
