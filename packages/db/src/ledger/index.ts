export { readCategory, readPayeesOf, readUsableCategories } from './categorise.repository.ts';
export {
  BANK_IDS,
  PENDING_FINGERPRINTS,
  findByExternalId,
  findByFingerprint,
  insertExternalIds,
  readPending,
  readStillPending,
  insertImported,
  listIdsOfImport,
  readUndecided,
  readUndecidedAmong,
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
  readAccount,
  readMergedCategories,
  stageCategories,
} from './ledger.repository.ts';
export { explainPage, listTransactions, pageTransactions, resolveFilter } from './listing.repository.ts';
export { type ListingFilter, type ListingKey } from './listing-source.ts';
export { readSplitsOf, readTransaction } from './transactions.repository.ts';
export { listTags, readTagSpellings } from './tags.repository.ts';
export { stageTransaction } from './stage.repository.ts';
export { findOffset } from './month-totals.repository.ts';
export { summarise } from './summary.repository.ts';
export { readBalanceAfter } from './balance.repository.ts';
export { insertView, listViews, removeView, renameView } from './views.repository.ts';
export { readOfCategory, readPayeesSuggested, type OfCategory } from './merge.repository.ts';
export { countByCategory } from './day-totals.repository.ts';
