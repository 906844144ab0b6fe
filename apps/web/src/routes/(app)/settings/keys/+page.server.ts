import { can, KeyRole } from '@steward/core/access';
import { error, redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/settings/keys';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => {
  if (workspace === null || !can(workspace.role, 'keys:read')) error(403);
  return { keys: await api.access.listKeys() };
};

export const actions: Actions = {
  createKey: async ({ request, locals }) => {
    const form = await request.formData();
    const role = KeyRole.catch('reviewer').parse(textOf(form, 'role'));
    const created = await attempt(locals.api.access.createKey({ name: textOf(form, 'name'), role }));
    if (!created.ok) return created.failure;
    // No redirect: this answer is the only time that the key is shown.
    return { created: { name: created.value.name, key: created.value.key } };
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
