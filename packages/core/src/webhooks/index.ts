export {
  CreatedWebhook,
  CreateWebhook,
  DeliveryPage,
  DeliveryStatus,
  ListDeliveries,
  RotateWebhookSecret,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
  WebhookMessageType,
} from './webhooks.schema.ts';
export { nextAttemptAt } from './retry.ts';
export { nextBatch, type OutboxEntry } from './batch.ts';
