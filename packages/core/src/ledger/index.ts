export { CategoryIcon } from './category-icons.ts';
export { misplacementOf, refuseMisplaced } from './category-places.ts';
export {
  Account,
  AccountType,
  Category,
  CategoryKind,
  CreateAccount,
  CreateCategory,
  Split,
  Transaction,
  TransactionDetail,
  TransactionStatus,
  UpdateAccount,
  UpdateCategory,
} from './ledger.schema.ts';
export {
  ExportFormat,
  ExportTransactions,
  ListedTransaction,
  ListTransactionsInput,
  SavedView,
  SaveView,
  TransactionFilter,
  TransactionPage,
  TransactionSort,
  TransactionSummary,
} from './listing.schema.ts';
export { spellAccountNumber } from './account-number.ts';
export { foldTag, MOST_TAGS, readTags, toTags } from './tags.ts';
export { checkSplits } from './check-splits.ts';
export {
  AddTransaction,
  ApplyBulkEdit,
  BulkEdit,
  BulkEditPreview,
  EditResult,
  EditTransaction,
} from './edit.schema.ts';
export { EXPORT_TEXT, qifAccount, type ExportedTransaction } from './export-text.ts';
export { isLongWord, searchWords, toWordsQuery } from './search-words.ts';
export { subtreeOf } from './category-tree.ts';
export { missingOfSet, StarterSet } from './starter-sets.ts';
