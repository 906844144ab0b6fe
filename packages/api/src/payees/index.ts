export { mergePayees, moveAlias } from './change-payees.ts';
export { applyPayeeDefault } from './payee-default.ts';
export { addPayeeRule } from './payee-rules.ts';
export { payeesRouter } from './payees.router.ts';
export { updatePayee } from './update-payee.ts';
