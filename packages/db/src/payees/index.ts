export { listPayees, readPayee } from './payee-lists.repository.ts';
export {
  findPayeeByName,
  listAliases,
  listAliasesOf,
  listPayeeRules,
  nextRulePosition,
  readAlias,
  readPayeeNames,
  readTransactionIdsOf,
  type AliasOfPayee,
} from './payee-rules.repository.ts';
export { findPayees, insertPayees } from './payees.repository.ts';
export {
  readPayeeSettings,
  readPayeesWithDefault,
  readUntaughtPayees,
  readWaitingOf,
} from './payee-settings.repository.ts';
