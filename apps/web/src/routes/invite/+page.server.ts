import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { textOf, typedOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get('token') ?? '';
  const opened = await attempt(locals.access.openInvitation(token || 'none'));
  if (!opened.ok) {
    return { token, user: locals.user, invitation: null, refusal: opened.failure.data.message };
  }
  const { workspaceName, invitedBy, role, boundTo, workspaceId } = opened.value;
  const workspaces = locals.user ? (await locals.api.access.whoAmI()).workspaces : [];
  return {
    ...{ token, user: locals.user, refusal: null },
    invitation: { workspaceName, invitedBy, role, boundTo },
    isIn: workspaces.some(({ id }) => id === workspaceId),
  };
};

export const actions: Actions = {
  join: async ({ request, locals }) => {
    const token = textOf(await request.formData(), 'token');
    const joined = await attempt(locals.access.joinAsMember(token));
    if (!joined.ok) return joined.failure;
    redirect(303, '/review');
  },

  create: async ({ request, locals }) => {
    const form = await request.formData();
    const joined = await attempt(
      locals.access.joinAsStranger({
        token: textOf(form, 'token'),
        name: textOf(form, 'name'),
        email: textOf(form, 'email'),
        password: typedOf(form, 'password'),
      }),
    );
    if (!joined.ok) return joined.failure;
    redirect(303, '/review');
  },
};
