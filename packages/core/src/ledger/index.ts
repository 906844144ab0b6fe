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
} from './ledger.schema.ts';
export { subtreeOf } from './category-tree.ts';
