import { redirect, type RequestEvent } from '@sveltejs/kit';
import { setGuideLeft } from '#lib/guide/guide-left.ts';
import { safePath, textOf } from '#lib/shell/query.ts';
import type { Actions } from './$types';

async function turn(event: RequestEvent, isLeft: boolean): Promise<never> {
  const form = await event.request.formData();
  const { workspace } = event.locals;
  if (workspace === null) redirect(303, '/login');
  setGuideLeft(event, { workspaceId: workspace.id, isLeft });
  redirect(303, safePath(textOf(form, 'back'), isLeft ? '/review' : '/start'));
}

export const actions: Actions = {
  leave: (event) => turn(event, true),
  takeUp: (event) => turn(event, false),
};
