export { createAccount, createCategory } from './ledger.service.ts';
export { ledgerRouter } from './ledger.router.ts';
