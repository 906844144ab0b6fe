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
  listIdsOfImport,
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
  countTransactions,
  listTransactions,
  readTransaction,
  selectList,
  type TransactionCursor,
} from './transactions.repository.ts';
export { insertCreation, insertRemoval, mergeCategoryRows, readPayeesSuggested } from './merge.repository.ts';
