export { decodeCategoriser, encodeCategoriser, measureCategoriser } from './codec.ts';
export { explain, predictAndExplain } from './explain.ts';
export { fold, type CategoriserEvent } from './fold.ts';
export { createJournal, type Journal } from './journal.ts';
export { mergeLabels, removeLabel } from './labels.ts';
export { learn, learnRevocably, withdraw } from './learn.ts';
export { addContextColumn, CATEGORISER_VERSION, createCategoriser, type Categoriser } from './model.ts';
export { predict } from './predict.ts';
export type { CategoriserRow } from './row.ts';
