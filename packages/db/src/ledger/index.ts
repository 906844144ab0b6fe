export {
  insertChangeSet,
  markUndone,
  readCategory,
  readCategoryChanges,
  readUsableCategories,
  readForCategorising,
  setCategories,
  type CategoryChange,
  type TransactionToCategorise,
} from './categorise.repository.ts';
export {
  findByExternalId,
  findByFingerprint,
  insertImported,
  readUndecided,
  selectUndecided,
  type ImportedTransaction,
} from './imported.repository.ts';
export {
  countOfCategory,
  hasChildren,
  insertAccount,
  insertCategories,
  listAccounts,
  listCategories,
  listChangeSets,
  readAccount,
  readAccountByName,
  readMergedCategories,
  setCategoryRemoved,
} from './ledger.repository.ts';
export {
  listTransactions,
  pageTransactions,
  planListing,
  resolveFilter,
  selectPage,
  type ListingPage,
} from './listing.repository.ts';
export { baseDriver, type ListingFilter, type ListingKey } from './listing-source.ts';
export { readSplitsOf, readTransaction } from './transactions.repository.ts';
export { findOffset } from './month-totals.repository.ts';
export { summarise } from './summary.repository.ts';
export { readBalanceAfter } from './balance.repository.ts';
export { insertView, listViews, removeView, renameView } from './views.repository.ts';
export { insertCreation, insertRemoval, mergeCategoryRows, readPayeesSuggested } from './merge.repository.ts';
