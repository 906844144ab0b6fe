import { can } from '@steward/core/access';
import { error, fail } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { readWebhookForm } from '#lib/webhooks/webhook-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => {
  if (workspace === null || !can(workspace.role, 'webhooks:read')) error(403);
  return { webhooks: await api.webhooks.list() };
};

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const read = readWebhookForm(await request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const created = await attempt(locals.api.webhooks.create(read.input));
    if (!created.ok) return created.failure;
    // No redirect: this answer is the only time that the secret is shown.
    return { created: { url: created.value.url, secret: created.value.secret } };
  },
};
