export {
  appendLearning,
  readColumnsOf,
  learnColumns,
  readLearningEvents,
  readLearningHead,
  readWithdrawnBefore,
} from './learning.repository.ts';
export { readExamples, saveExamples } from './examples.repository.ts';
