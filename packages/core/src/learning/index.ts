export { NewLearningEvent, type LearningEvent } from './learning.schema.ts';
