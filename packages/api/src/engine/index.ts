export { createEngine, type Engine } from './engine.ts';
export { fromAnswer, toAnswer, type ThreadAnswer } from './thread-answer.ts';
