export {
  AnsweredBefore,
  insertDecisions,
  readDecisions,
  readNewestDecisions,
  readTransactionFeatures,
  readAllAnswered,
  readAnswered,
  storeAnswer,
  storeAnswers,
  type Call,
  type StoredDecision,
  type TransactionFeatures,
} from './decisions.repository.ts';
