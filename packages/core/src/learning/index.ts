export { ExamplesLearned, LearnExamples, NewLearningEvent, type LearningEvent } from './learning.schema.ts';
