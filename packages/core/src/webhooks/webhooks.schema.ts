import { z } from 'zod';
import { idSchema } from '../identity/index.ts';

/** What an endpoint can listen to. Each message tells of many at once. */
export const WebhookEvent = z.enum(['transactions.created', 'decisions.made']);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const WebhookMessageType = z.enum([...WebhookEvent.options, 'webhook.test']);
export type WebhookMessageType = z.infer<typeof WebhookMessageType>;

const WebhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => URL.canParse(text) && isPlain(new URL(text)), {
    message: 'expected an address without user, password and #',
  });

function isPlain({ username, password, hash }: URL): boolean {
  return username === '' && password === '' && hash === '';
}

const events = z
  .array(WebhookEvent)
  .min(1)
  .max(10)
  .refine((all) => new Set(all).size === all.length, { message: 'expected each event once' });

export const CreateWebhook = z.object({
  url: WebhookUrl,
  description: z.string().trim().max(200).default(''),
  events: events.default(() => [...WebhookEvent.options]),
});
export type CreateWebhook = z.infer<typeof CreateWebhook>;

export const UpdateWebhook = z.object({
  id: z.string().min(1).max(100),
  url: WebhookUrl.optional(),
  description: z.string().trim().max(200).optional(),
  events: events.optional(),
  /** Switching on also takes up one that Steward has stopped. */
  isActive: z.boolean().optional(),
});
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

export const Webhook = z.object({
  id: idSchema('whk'),
  url: z.string(),
  description: z.string(),
  events: z.array(WebhookEvent),
  /** One that a person switched off hears nothing, not even later. */
  isActive: z.boolean(),
  /** Set when Steward gave up on it: what happens since then waits until it is switched on again. */
  stoppedAt: z.date().nullable(),
  /** Until when the secret before this one signs too. */
  previousSecretEndsAt: z.date().nullable(),
  createdAt: z.date(),
});
export type Webhook = z.infer<typeof Webhook>;

/** The only time that the secret is told. */
export const CreatedWebhook = Webhook.extend({ secret: z.string() });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

export const RotateWebhookSecret = z.object({
  id: z.string().min(1).max(100),
  /** How long the present secret signs too, so that the receiver can change over. */
  overlapHours: z.number().int().min(0).max(168).default(24),
});
export type RotateWebhookSecret = z.infer<typeof RotateWebhookSecret>;

export const DeliveryStatus = z.enum(['waiting', 'delivered', 'dead']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One message to one endpoint. */
export const WebhookDelivery = z.object({
  /** What the receiver sees as webhook-id; the same in every attempt. */
  id: idSchema('msg'),
  webhookId: z.string(),
  type: WebhookMessageType,
  /** Transactions or decisions that it tells of. */
  itemCount: z.number().int(),
  status: DeliveryStatus,
  attempts: z.number().int(),
  createdAt: z.date(),
  lastAttemptAt: z.date().nullable(),
  /** null once it is delivered or dead. */
  nextAttemptAt: z.date().nullable(),
  /** What the receiver answered last; null when it did not answer. */
  responseStatus: z.number().int().nullable(),
  responseText: z.string().nullable(),
  /** Why the last attempt failed, in words. */
  error: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const ListDeliveries = z.object({
  id: z.string().min(1).max(100),
  status: DeliveryStatus.optional(),
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

export const DeliveryPage = z.object({ items: z.array(WebhookDelivery), nextCursor: z.string().nullable() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;
