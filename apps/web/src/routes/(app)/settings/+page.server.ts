import { can, KeyRole } from '@steward/core/access';
import { listCurrencies } from '@steward/core/money';
import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => {
  const canKeys = workspace !== null && can(workspace.role, 'keys:read');
  const [keys, members, permissions] = await Promise.all([
    canKeys ? api.access.listKeys() : [],
    api.access.listMembers(),
    api.access.permissions(),
  ]);
  return {
    ...{ keys, members, permissions, canKeys },
    canWrite: workspace !== null && can(workspace.role, 'settings:write'),
    currencies: listCurrencies(),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
  };
};

export const actions: Actions = {
  update: async (event) => {
    const form = await event.request.formData();
    const updated = await attempt(
      event.locals.api.settings.update({
        patch: {
          baseCurrency: textOf(form, 'baseCurrency'),
          timeZone: textOf(form, 'timeZone'),
          monthStartDay: Number(textOf(form, 'monthStartDay')),
          locale: textOf(form, 'locale'),
        },
      }),
    );
    if (!updated.ok) return updated.failure;
    setFlash(event, { message: 'Settings saved', place: '/settings' });
    redirect(303, '/settings');
  },

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
    setFlash(event, { message, note: 'Requests with it are refused from now on.', place: '/settings' });
    redirect(303, '/settings');
  },
};
