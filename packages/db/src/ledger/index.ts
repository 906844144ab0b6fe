export {
  insertChangeSet,
  markUndone,
  readCategory,
  readCategoryChanges,
  readCategoryNames,
  readForCategorising,
  setCategories,
  type CategoryChange,
} from './categorise.repository.ts';
