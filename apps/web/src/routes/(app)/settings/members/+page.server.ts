import { can, type GivenRole, type SentInvitation } from '@steward/core/access';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf, typedOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/settings/members';

export const load: PageServerLoad = async ({ locals: { api, workspace } }) => {
  const mayInvite = workspace !== null && can(workspace.role, 'invitations:read');
  const [members, invitations] = await Promise.all([
    api.access.listMembers(),
    mayInvite ? api.access.listInvitations() : null,
  ]);
  return {
    ...{ members, invitations },
    canTransfer: workspace !== null && can(workspace.role, 'workspace:transfer'),
  };
};

export const actions: Actions = {
  invite: async ({ request, locals: { api } }) => {
    const form = await request.formData();
    const role = textOf(form, 'role') as GivenRole;
    return shown(await attempt(api.access.inviteMember({ email: textOf(form, 'email'), role })));
  },

  newLink: async ({ request, locals: { api } }) => {
    const id = textOf(await request.formData(), 'id');
    return shown(await attempt(api.access.renewInvitation({ id, by: 'link' })));
  },

  resend: async ({ request, locals: { api } }) => {
    const id = textOf(await request.formData(), 'id');
    return shown(await attempt(api.access.renewInvitation({ id, by: 'mail' })));
  },

  withdraw: async (event) => {
    const form = await event.request.formData();
    const done = await attempt(event.locals.api.access.withdrawInvitation({ id: textOf(form, 'id') }));
    if (!done.ok) return done.failure;
    return told(event, `The invitation of ${textOf(form, 'email')} is withdrawn`, 'Its link works no more.');
  },

  changeRole: async (event) => {
    const form = await event.request.formData();
    const role = textOf(form, 'role') as GivenRole;
    const wish = { userId: textOf(form, 'userId'), role };
    const done = await attempt(event.locals.api.access.changeRole(wish));
    if (!done.ok) return done.failure;
    return told(event, `${textOf(form, 'name')} is ${role} now`, 'In force from their next request on.');
  },

  remove: async (event) => {
    const form = await event.request.formData();
    const done = await attempt(event.locals.api.access.removeMember({ userId: textOf(form, 'userId') }));
    if (!done.ok) return done.failure;
    return told(event, `${textOf(form, 'name')} is removed`, 'API keys that they made go on working.');
  },

  leave: async ({ locals: { api } }) => {
    const left = await attempt(api.access.leaveWorkspace());
    if (!left.ok) return left.failure;
    redirect(303, '/workspaces');
  },

  transfer: async (event) => {
    const form = await event.request.formData();
    const done = await attempt(
      event.locals.api.access.transferOwnership({
        userId: textOf(form, 'userId'),
        staysOwner: form.get('staysOwner') !== null,
        password: typedOf(form, 'password'),
      }),
    );
    if (!done.ok) return done.failure;
    return told(event, 'Ownership is handed over');
  },
};

/** No redirect: this answer is the only time that the link is shown. */
function shown(sent: Awaited<ReturnType<typeof attempt<SentInvitation>>>) {
  if (!sent.ok) return sent.failure;
  const { link, invitation } = sent.value;
  return { made: { email: invitation.email, link, mailFailure: invitation.mailFailure } };
}

function told(event: RequestEvent, message: string, note?: string): never {
  setFlash(event, { message, ...(note && { note }), place: HERE });
  redirect(303, HERE);
}
