import { can } from '@steward/core/access';
import { Verdict } from '@steward/core/recurring';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace }, params }) => {
  return {
    stream: await api.recurring.getStream({ id: params.id }),
    canChange: workspace !== null && can(workspace.role, 'recurring:write'),
  };
};

type Said = Omit<Parameters<App.Locals['api']['recurring']['update']>[0], 'id'>;

/** Says it, tells it with its undo for whom that may be pressed, and goes back to the stream. */
async function say(event: RequestEvent<{ id: string }>, said: Said, message: string) {
  const { id } = event.params;
  const { api, workspace } = event.locals;
  const changed = await attempt(api.recurring.update({ id, ...said }));
  if (!changed.ok) return changed.failure;
  const canUndo = workspace !== null && can(workspace.role, 'ledger:undo');
  const undo = canUndo ? undoOf(changed.value.changeSetId) : {};
  setFlash(event, { message, place: `/recurring/${id}`, ...undo });
  redirect(303, `/recurring/${id}`);
}

const TOLD = {
  confirmed: 'The stream is confirmed',
  dismissed: 'The stream is dismissed and will not come back',
  none: 'Nothing is said of the stream any more',
} as const;

export const actions: Actions = {
  verdict: async (event) => {
    const verdict = Verdict.safeParse(textOf(await event.request.formData(), 'verdict'));
    if (!verdict.success) return fail(400, { message: 'Choose confirm or dismiss.' });
    return say(event, { verdict: verdict.data }, TOLD[verdict.data]);
  },
  describe: async (event) => {
    const form = await event.request.formData();
    const name = textOf(form, 'name') || null;
    const endedOn = textOf(form, 'endedOn') || null;
    return say(event, { name, endedOn }, 'Name and end are saved');
  },
};
