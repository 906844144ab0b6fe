export { normalisePayee } from './normalise-payee.ts';
export {
  LearnMode,
  ListPayeesInput,
  Payee,
  PayeeAlias,
  PayeeDetail,
  PayeePage,
  PayeeSummary,
} from './payees.schema.ts';
