import { can } from '@steward/core/access';
import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => ({
  demo: await api.demo.progress(),
  canRename: workspace !== null && can(workspace.role, 'workspace:rename'),
});

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData();
    const { api, access } = event.locals;
    const created = await attempt(api.access.createWorkspace({ name: textOf(form, 'name') }));
    if (!created.ok) return created.failure;
    await access.switchWorkspace(created.value.id);
    redirect(303, '/review');
  },

  rename: async (event) => {
    const form = await event.request.formData();
    const renamed = await attempt(event.locals.api.access.renameWorkspace({ name: textOf(form, 'name') }));
    if (!renamed.ok) return renamed.failure;
    setFlash(event, { message: `The workspace is ${renamed.value.name} now`, place: '/workspaces' });
    redirect(303, '/workspaces');
  },

  switch: async ({ request, locals }) => {
    const form = await request.formData();
    const switched = await attempt(locals.access.switchWorkspace(textOf(form, 'id')));
    if (!switched.ok) return switched.failure;
    redirect(303, '/review');
  },
};
