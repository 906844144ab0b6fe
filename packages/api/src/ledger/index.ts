export { addStarterSet, updateCategory } from './category-changes.service.ts';
export { mergeCategory, removeCategory } from './categories.service.ts';
export { editTransaction } from './edit.service.ts';
export { createAccount, createCategory, getTransaction } from './ledger.service.ts';
export { ledgerRouter } from './ledger.router.ts';
export { exportTransactions } from './export.service.ts';
export { listTransactionsPage, summariseTransactions } from './listing.service.ts';
