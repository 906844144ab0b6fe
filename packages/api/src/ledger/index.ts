export { addStarterSet, updateCategory } from './category-changes.service.ts';
export { mergeCategory, removeCategory } from './categories.service.ts';
export { createAccount, createCategory } from './ledger.service.ts';
export { createBulkEditor, type BulkEditor } from './bulk-editor.ts';
export { ledgerRouter } from './ledger.router.ts';
export { exportTransactions } from './export.service.ts';
export { listTransactionsPage, summariseTransactions } from './listing.service.ts';
