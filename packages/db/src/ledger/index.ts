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
export {
  countTransactions,
  listTransactions,
  readTransaction,
  selectList,
  type TransactionCursor,
} from './transactions.repository.ts';
export { readOfCategory, readPayeesSuggested, type OfCategory } from './merge.repository.ts';
export { countByCategory } from './day-totals.repository.ts';
