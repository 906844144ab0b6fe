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
} from './ledger.schema.ts';
export { subtreeOf } from './category-tree.ts';
export { invertChangeSet, type ChangeSetItem } from './change-set.ts';
