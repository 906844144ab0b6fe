import {
  CreatedWebhook,
  CreateWebhook,
  DeliveryPage,
  ListDeliveries,
  RotateWebhookSecret,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
} from '@steward/core/webhooks';
import { listWebhooks } from '@steward/db/webhooks';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import {
  createWebhook,
  listDeliveriesPage,
  redeliver,
  removeWebhook,
  rotateWebhookSecret,
  sendTestMessage,
  updateWebhook,
} from './webhooks.service.ts';

const id = z.string().min(1).max(100);
const ById = z.object({ id });

export const webhooksRouter = router({
  list: workspaceProcedure
    .can('webhooks:read', { rest: 'GET /webhooks', summary: 'The webhooks, without their secrets.' })
    .output(z.array(Webhook))
    .query(({ ctx }) => ctx.db.read(listWebhooks)),
  create: workspaceProcedure
    .can('webhooks:write', {
      rest: 'POST /webhooks',
      summary: 'Make a webhook; the secret that its messages are signed with is shown this once.',
    })
    .input(CreateWebhook)
    .output(CreatedWebhook)
    .mutation(({ ctx, input }) => createWebhook(ctx, input)),
  update: workspaceProcedure
    .can('webhooks:write', {
      rest: 'PATCH /webhooks/{id}',
      summary: 'Change a webhook, switch it off, or take up one that was stopped.',
    })
    .input(UpdateWebhook)
    .output(Webhook)
    .mutation(({ ctx, input }) => updateWebhook(ctx, input)),
  remove: workspaceProcedure
    .can('webhooks:write', {
      rest: 'DELETE /webhooks/{id}',
      summary: 'Remove a webhook and what was sent to it.',
    })
    .input(ById)
    .output(z.void())
    .mutation(({ ctx, input }) => removeWebhook(ctx, input.id)),
  rotateSecret: workspaceProcedure
    .can('webhooks:write', {
      rest: 'POST /webhooks/{id}/rotate',
      summary: 'Make a new secret; the present one signs beside it for a while.',
    })
    .input(RotateWebhookSecret)
    .output(CreatedWebhook)
    .mutation(({ ctx, input }) => rotateWebhookSecret(ctx, input)),
  sendTest: workspaceProcedure
    .can('webhooks:write', {
      rest: 'POST /webhooks/{id}/test',
      summary: 'Send a message that says it is a test.',
    })
    .input(ById)
    .output(WebhookDelivery)
    .mutation(({ ctx, input }) => sendTestMessage(ctx, input.id)),
  listDeliveries: workspaceProcedure
    .can('webhooks:read', {
      rest: 'GET /webhooks/{id}/deliveries',
      summary: 'Messages of a webhook, newest first, with what was answered.',
    })
    .input(ListDeliveries)
    .output(DeliveryPage)
    .query(({ ctx, input }) => listDeliveriesPage(ctx.db, input)),
  redeliver: workspaceProcedure
    .can('webhooks:write', {
      rest: 'POST /webhooks/{id}/deliveries/{deliveryId}/redeliver',
      summary: 'Send a message once more, at once.',
    })
    .input(z.object({ id, deliveryId: id }))
    .output(WebhookDelivery)
    .mutation(({ ctx, input }) => redeliver(ctx, input)),
});
