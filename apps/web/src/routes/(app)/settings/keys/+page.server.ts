import { can, DEFAULT_LIMIT_PER_MINUTE } from '@steward/core/access';
import { error, redirect } from '@sveltejs/kit';
import { readKeyForm } from '#lib/settings/key-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { numberOf, textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/settings/keys';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => {
  if (workspace === null || !can(workspace.role, 'keys:read')) error(403);
  return { keys: await api.access.listKeys(), defaultLimit: DEFAULT_LIMIT_PER_MINUTE };
};

export const actions: Actions = {
  createKey: async ({ request, locals }) => {
    const input = readKeyForm(await request.formData(), new Date());
    const created = await attempt(locals.api.access.createKey(input));
    if (!created.ok) return created.failure;
    // No redirect: this answer is the only time that the key is shown.
    return { created: { name: created.value.name, key: created.value.key } };
  },

  rotateKey: async ({ request, locals }) => {
    const form = await request.formData();
    const overlapMinutes = numberOf(form, 'overlapMinutes');
    const made = await attempt(locals.api.access.rotateKey({ id: textOf(form, 'id'), overlapMinutes }));
    if (!made.ok) return made.failure;
    return { created: { name: made.value.name, key: made.value.key } };
  },

  revokeKey: async (event) => {
    const form = await event.request.formData();
    const revoked = await attempt(event.locals.api.access.revokeKey({ id: textOf(form, 'id') }));
    if (!revoked.ok) return revoked.failure;
    const message = `The key ${textOf(form, 'name')} is revoked`;
    setFlash(event, { message, note: 'Requests with it are refused from now on.', place: HERE });
    redirect(303, HERE);
  },
};
