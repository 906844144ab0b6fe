export {
  Account,
  AccountType,
  Category,
  CategoryKind,
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
export { subtreeOf } from './category-tree.ts';
