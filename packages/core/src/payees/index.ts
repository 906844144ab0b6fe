export { normalisePayee } from './normalise-payee.ts';
export { matchesRule, namePayee } from './payee-name.ts';
export { offerDefault, SaidBy, type PayeeSetting } from './payee-setting.ts';
export {
  ApplyPayeeDefault,
  DefaultPreview,
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
  DefaultApplied,
  PayeeSummary,
  SHOWN_ALIASES,
  SHOWN_MONTHS,
  UpdatePayee,
} from './payees.schema.ts';
