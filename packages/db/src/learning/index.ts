export {
  appendLearning,
  readContextColumns,
  learnColumns,
  readLearningEvents,
  readLearningHead,
  readWithdrawnBefore,
} from './learning.repository.ts';
