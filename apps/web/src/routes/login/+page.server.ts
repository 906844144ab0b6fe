import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { safePath, textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.user !== null) redirect(303, safePath(url.searchParams.get('next'), '/review'));
  if (!(await locals.access.isSetUp())) redirect(303, '/setup');
};

export const actions: Actions = {
  signIn: async ({ request, locals, url }) => {
    const form = await request.formData();
    const password = form.get('password');
    const signedIn = await attempt(
      locals.access.signIn({
        email: textOf(form, 'email'),
        password: typeof password === 'string' ? password : '',
      }),
    );
    if (!signedIn.ok) return signedIn.failure;
    redirect(303, safePath(url.searchParams.get('next'), '/review'));
  },

  signOut: async ({ locals }) => {
    await locals.access.signOut();
    redirect(303, '/login');
  },
};
