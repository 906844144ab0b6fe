import type { Webhook, WebhookDelivery, WebhookEvent, WebhookMessageType } from '@steward/core/webhooks';
import type { StatusKind } from '#lib/figures/Status.svelte';

interface Word {
  kind: StatusKind;
  word: string;
}

export const EVENT_WORDS: Readonly<Record<WebhookEvent, string>> = {
  'transactions.created': 'new transactions',
  'decisions.made': 'decisions',
};

export const MESSAGE_WORDS: Readonly<Record<WebhookMessageType, string>> = {
  ...EVENT_WORDS,
  'webhook.test': 'test',
};

export const DELIVERY_WORDS: Readonly<Record<WebhookDelivery['status'], Word>> = {
  waiting: { kind: 'info', word: 'waiting' },
  delivered: { kind: 'healthy', word: 'delivered' },
  dead: { kind: 'error', word: 'given up' },
};

export function wordOf({ isActive, stoppedAt }: Webhook): Word {
  if (!isActive) return { kind: 'offline', word: 'switched off' };
  return stoppedAt ? { kind: 'error', word: 'stopped' } : { kind: 'healthy', word: 'on' };
}
