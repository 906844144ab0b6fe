import { CreateWebhook } from '@steward/core/webhooks';
import { textOf } from '#lib/shell/query.ts';

/** What the fields of a webhook say; a sentence where they are none. */
export function readWebhookForm(
  form: FormData,
): { ok: true; input: CreateWebhook } | { ok: false; message: string } {
  const read = CreateWebhook.safeParse({
    ...{ url: textOf(form, 'url'), description: textOf(form, 'description'), events: form.getAll('events') },
  });
  if (read.success) return { ok: true, input: read.data };
  const isAddress = read.error.issues.some(({ path }) => path[0] === 'url');
  const message = isAddress
    ? 'The address must begin with https:// (or http://) and hold no user, password or #.'
    : 'Tick at least one of what the webhook is told of.';
  return { ok: false, message };
}
