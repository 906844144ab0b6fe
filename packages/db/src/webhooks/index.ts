export {
  forgetOldMessages,
  noteForWebhooks,
  readOutbox,
  readOutboxHead,
  readOutboxIds,
  readToldDecisions,
  readToldTransactions,
} from './outbox.repository.ts';
export {
  countWebhooks,
  deleteWebhook,
  insertWebhook,
  leaseWebhook,
  listWebhooks,
  readActiveWebhooks,
  readWebhook,
  toWebhook,
  updateWebhookRow,
  type StoredWebhook,
} from './endpoints.repository.ts';
export {
  insertDelivery,
  listDeliveries,
  readDelivery,
  readDueAside,
  readHeadDelivery,
  toDelivery,
  updateDelivery,
  type StoredDelivery,
} from './deliveries.repository.ts';
