export { mergePayees, moveAlias, updatePayee } from './change-payees.ts';
export { addPayeeRule } from './payee-rules.ts';
export { payeesRouter } from './payees.router.ts';
