export { CategoryIcon } from './category-icons.ts';
export { misplacementOf, refuseMisplaced } from './category-places.ts';
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
  UpdateCategory,
  UpdateAccount,
} from './ledger.schema.ts';
export { spellAccountNumber } from './account-number.ts';
export { subtreeOf } from './category-tree.ts';
export { missingOfSet, StarterSet } from './starter-sets.ts';
