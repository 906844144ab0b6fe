export {
  insertDecisions,
  readDecisions,
  readNewestDecisions,
  readTransactionFeatures,
  readAnswered,
  storeAnswer,
  type StoredDecision,
  type TransactionFeatures,
} from './decisions.repository.ts';
