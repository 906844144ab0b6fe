import { can } from '@steward/core/access';
import { LocalDate } from '@steward/core/calendar';
import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/ledger/months';

export const load: PageServerLoad = async ({ locals: { api, workspace }, url }) => {
  const before = LocalDate.safeParse(url.searchParams.get('before')).data;
  const months = await api.closing.listMonths({ limit: 12, ...(before && { before }) });
  return { months, canClose: workspace !== null && can(workspace.role, 'ledger:close') };
};

export const actions: Actions = {
  close: async (event) => {
    const startsOn = textOf(await event.request.formData(), 'startsOn');
    const closed = await attempt(event.locals.api.closing.closeMonth({ startsOn }));
    if (!closed.ok) return closed.failure;
    setFlash(event, { message: `The month from ${startsOn} is closed`, place: HERE });
    redirect(303, HERE);
  },

  open: async (event) => {
    const startsOn = textOf(await event.request.formData(), 'startsOn');
    const opened = await attempt(event.locals.api.closing.reopenMonth({ startsOn }));
    if (!opened.ok) return opened.failure;
    setFlash(event, { message: `The month from ${startsOn} is open again`, place: HERE });
    redirect(303, HERE);
  },
};
