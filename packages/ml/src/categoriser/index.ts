export { decodeCategoriser, encodeCategoriser, measureCategoriser } from './codec.ts';
export { MAXIMUM_COLUMNS } from './columns.ts';
export { explain, type ExplanationTerm, type ScoreExplanation } from './explain.ts';
export { fold, type CategoriserEvent } from './fold.ts';
export { createJournal, type Journal } from './journal.ts';
export { mergeLabels, removeLabel } from './labels.ts';
export { learn, learnRevocably, withdraw, type Foresight } from './learn.ts';
export {
  addContextColumn,
  CATEGORISER_VERSION,
  createCategoriser,
  type Categoriser,
  type CategoriserOptions,
} from './model.ts';
export { predict, type Prediction } from './predict.ts';
export type { CategoriserRow } from './row.ts';
