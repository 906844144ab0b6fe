export {
  Account,
  AccountType,
  Category,
  CategoryKind,
  ChangeSet,
  ChangeSetPage,
  CreateAccount,
  CreateCategory,
  ListTransactionsInput,
  Split,
  Transaction,
  TransactionDetail,
  TransactionPage,
  UpdateAccount,
} from './ledger.schema.ts';
export { spellAccountNumber } from './account-number.ts';
export { invertChangeSet, type ChangeSetItem } from './change-set.ts';
