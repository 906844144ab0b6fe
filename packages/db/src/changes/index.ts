export {
  readBroughtByUndone,
  readCategoriesAround,
  readLastRemoval,
  readSpellings,
} from './by-products.repository.ts';
export {
  bumpVersions,
  countItems,
  insertChangeSet,
  insertItems,
  readChangeSet,
  readEditsAfter,
  readItems,
  readLastEdits,
  readUndoOf,
  readVersions,
  setUndoneBy,
  type EditRecord,
  type StoredChangeSet,
} from './change-sets.repository.ts';
export { listChangeSets, listItems } from './history.repository.ts';
export { followLearnMode, followMerge, followTransactions, followUnmerge } from './follow-queue.ts';
export { readCategoryMerges, readStandingEvent, readTaught, setLearningSeqs } from './labels.repository.ts';
export { readBudgetPlaces, readCategoryPlaces, type BudgetPlace, type CategoryPlace } from './places.ts';
export { readNames } from './names.repository.ts';
export { readStanding } from './read-values.ts';
export {
  readMergedInto,
  readMissing,
  readReconciled,
  readSplitUp,
  readTwins,
  readUnusableCategories,
  readUses,
} from './usage.ts';
export { endUndoTask, readRunningUndos, readUndoTask, saveUndoTask } from './undo-tasks.repository.ts';
export { writeItems } from './write-values.ts';
