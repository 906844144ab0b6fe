export { normalisePayee } from './normalise-payee.ts';
export { matchesRule, namePayee } from './payee-name.ts';
export {
  ListPayeesInput,
  MergePayees,
  MoveAlias,
  NewPayeeRule,
  Payee,
  PayeeDetail,
  PayeePage,
  PayeeRule,
  PayeeRulePreview,
  PayeesChanged,
  PayeeSummary,
  SHOWN_ALIASES,
  SHOWN_MONTHS,
  UpdatePayee,
} from './payees.schema.ts';
