export { normalisePayee } from './normalise-payee.ts';
export type { TakenOff } from './name-steps.ts';
export { matchesRule, namePayee, type PayeeName } from './payee-name.ts';
export { ListPayeesInput, Payee, PayeeDetail, PayeePage, PayeeRule, PayeeSummary } from './payees.schema.ts';
