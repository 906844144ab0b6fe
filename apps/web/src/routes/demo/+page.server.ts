import { redirect } from '@sveltejs/kit';
import { printSetUpLink } from '#lib/server/announce.ts';
import { getRuntime } from '@steward/api/runtime';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const MONTHS = 24;

/** For whoever has the printed link, and for whoever is signed in; a page for both, outside of any workspace. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { access, api, user } = locals;
  const token = url.searchParams.get('token');
  if (user === null && token === null) redirect(303, (await access.isSetUp()) ? '/login' : '/setup');
  const byToken = token === null ? null : await access.demoByToken(token);
  if (byToken || user === null) return { token, progress: byToken, isSignedIn: false };
  return { token: null, progress: await api.demo.progress(), isSignedIn: true };
};

export const actions: Actions = {
  /** By the printed link. */
  enter: async ({ request, locals }) => {
    const form = await request.formData();
    const entered = await attempt(locals.access.openDemo(textOf(form, 'token')));
    if (!entered.ok) return entered.failure;
    redirect(303, '/review');
  },

  create: async ({ locals }) => {
    const made = await attempt(locals.api.demo.create({ months: MONTHS }));
    if (!made.ok) return made.failure;
    redirect(303, '/demo');
  },

  open: async ({ request, locals }) => {
    const form = await request.formData();
    const switched = await attempt(locals.access.switchWorkspace(textOf(form, 'id')));
    if (!switched.ok) return switched.failure;
    redirect(303, '/review');
  },

  remove: async (event) => {
    const removed = await attempt(event.locals.api.demo.remove());
    if (!removed.ok) return removed.failure;
    const { access } = await getRuntime();
    await printSetUpLink(access);
    if (await access.isSetUp()) setFlash(event, { message: 'The demo is removed', place: '/workspaces' });
    redirect(303, '/workspaces');
  },
};
