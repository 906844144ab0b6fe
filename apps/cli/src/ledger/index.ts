export { findAccount } from './find-account.ts';
export { findCategory } from './find-category.ts';
export { ledgerCommands } from './ledger-commands.ts';
