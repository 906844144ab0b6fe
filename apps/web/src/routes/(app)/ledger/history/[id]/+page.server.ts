import { can } from '@steward/core/access';
import { redirect } from '@sveltejs/kit';
import { readRefusal } from '#lib/changes/read-refusal.ts';
import { undoByForm } from '#lib/changes/undo-action.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 50;

export const load: PageServerLoad = async ({ locals: { api, workspace }, params, url }) => {
  const cursor = url.searchParams.get('cursor');
  const isPlace = cursor !== null && /^\d{1,15}$/.test(cursor);
  const changeSet = await api.ledger.getChangeSet({
    ...{ id: params.id, limit: SHOWN },
    ...(isPlace && { cursor }),
  });
  return {
    changeSet,
    progress: await api.ledger.getUndo({ id: changeSet.rootId }),
    canUndo: workspace !== null && can(workspace.role, 'ledger:undo'),
  };
};

export const actions: Actions = {
  undo: async (event) => {
    const done = await undoByForm(event, 'undo');
    if (done.ok) redirect(303, event.url.pathname);
    const { message, details } = done.failure.data;
    return fail(done.failure.status, { message, refusal: readRefusal(details), action: 'undo' as const });
  },

  redo: async (event) => {
    const done = await undoByForm(event, 'redo');
    if (done.ok) redirect(303, event.url.pathname);
    const { message, details } = done.failure.data;
    return fail(done.failure.status, { message, refusal: readRefusal(details), action: 'redo' as const });
  },
};
