export { createWebhookRunner, type WebhookRunner } from './webhook-runner.ts';
export { webhooksRouter } from './webhooks.router.ts';
