import { can } from '@steward/core/access';
import { listCurrencies } from '@steward/core/money';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { failWith } from '#lib/server/refusal.ts';
import { basicsIn, retentionIn, riskLimitsIn } from '#lib/settings/settings-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { numberOf, textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace }, url }) => {
  const beforeSeq = Number(url.searchParams.get('before')) || null;
  return {
    history: await api.settings.history({ beforeSeq }),
    canWrite: workspace !== null && can(workspace.role, 'settings:write'),
    canRename: workspace !== null && can(workspace.role, 'workspace:rename'),
    currencies: listCurrencies(),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
  };
};

export const actions: Actions = {
  rename: async (event) => {
    const form = await event.request.formData();
    const renamed = await attempt(event.locals.api.access.renameWorkspace({ name: textOf(form, 'name') }));
    if (!renamed.ok) return renamed.failure;
    return told(event, `The workspace is ${renamed.value.name} now`);
  },

  update: (event) => save(event, basicsIn),
  limits: (event) => save(event, riskLimitsIn),
  retention: (event) => save(event, retentionIn),

  revert: async (event) => {
    const form = await event.request.formData();
    const reverted = await attempt(event.locals.api.settings.revert({ seq: numberOf(form, 'seq') }));
    if (!reverted.ok) return reverted.failure;
    return told(event, 'What it was before is in force again');
  },
};

type Settle = (form: FormData) => ReturnType<typeof basicsIn>;

async function save(event: RequestEvent, patchOf: Settle) {
  const form = await event.request.formData();
  let patch: ReturnType<Settle>;
  try {
    patch = patchOf(form);
  } catch (error) {
    return failWith(error);
  }
  const updated = await attempt(event.locals.api.settings.update({ patch }));
  if (!updated.ok) return updated.failure;
  return told(event, 'Settings saved');
}

function told(event: RequestEvent, message: string): never {
  setFlash(event, { message, place: '/settings' });
  redirect(303, '/settings');
}
