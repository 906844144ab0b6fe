export { normalisePayee } from './normalise-payee.ts';
export { ListPayeesInput, Payee, PayeeDetail, PayeePage, PayeeSummary } from './payees.schema.ts';
