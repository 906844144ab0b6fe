export {
  appendLearning,
  readLearningEvents,
  readLearningHead,
  readWithdrawnBefore,
} from './learning.repository.ts';
