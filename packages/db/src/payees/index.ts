export { findPayees, insertPayees, listPayees, readPayee } from './payees.repository.ts';
