import { can } from '@steward/core/access';
import { waysOfWriting } from '@steward/core/account';
import { redirect } from '@sveltejs/kit';
import { startOfDay } from '#lib/audit/audit-filter.ts';
import { readHistoryFilter } from '#lib/changes/history-filter.ts';
import { undoByForm } from '#lib/changes/undo-action.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 50;

export const load: PageServerLoad = async ({ locals: { api, workspace, preferences }, url }) => {
  const { timeZone } = waysOfWriting(preferences, await api.settings.get());
  const filter = readHistoryFilter(url.searchParams, (day) => startOfDay(day, timeZone));
  return {
    changes: await api.ledger.listChangeSets({ ...filter, limit: SHOWN }),
    isFiltered: Object.keys(filter).length > 0,
    canUndo: workspace !== null && can(workspace.role, 'ledger:undo'),
  };
};

export const actions: Actions = {
  undo: async (event) => {
    const done = await undoByForm(event, 'undo');
    if (!done.ok) return done.failure;
    redirect(303, event.url.pathname);
  },

  redo: async (event) => {
    const done = await undoByForm(event, 'redo');
    if (!done.ok) return done.failure;
    redirect(303, event.url.pathname);
  },
};
