export { addStarterSet, updateCategory } from './category-changes.service.ts';
export { mergeCategory, removeCategory } from './categories.service.ts';
export { writeAdded } from './add.service.ts';
export type { LedgerEdit } from './edit.service.ts';
export { createAccount, createCategory } from './ledger.service.ts';
export { ledgerRouter } from './ledger.router.ts';
export { exportTransactions } from './export.service.ts';
export { listTransactionsPage, summariseTransactions } from './listing.service.ts';
