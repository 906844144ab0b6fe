import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { textOf, typedOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (await locals.access.isSetUp()) redirect(303, '/login');
  return { token: url.searchParams.get('token') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const done = await attempt(
      locals.access.setUp({
        token: textOf(form, 'token'),
        name: textOf(form, 'name'),
        email: textOf(form, 'email'),
        password: typedOf(form, 'password'),
        workspaceName: textOf(form, 'workspaceName'),
      }),
    );
    if (!done.ok) return done.failure;
    redirect(303, '/review');
  },
};
