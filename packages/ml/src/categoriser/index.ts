export { learn, mergeLabels, predict, removeLabel, type Foresight, type Prediction } from './categoriser.ts';
export { decodeCategoriser, encodeCategoriser, measureCategoriser } from './codec.ts';
export { MAXIMUM_COLUMNS } from './columns.ts';
export { explain, predictExplained, type ExplanationTerm, type ScoreExplanation } from './explain.ts';
export {
  addContextColumn,
  CATEGORISER_VERSION,
  createCategoriser,
  type Categoriser,
  type CategoriserOptions,
} from './model.ts';
export type { CategoriserRow } from './row.ts';
