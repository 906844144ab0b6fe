import { can } from '@steward/core/access';
import { waysOfWriting } from '@steward/core/account';
import { startOfDay } from '#lib/audit/audit-filter.ts';
import { readHistoryFilter } from '#lib/changes/history-filter.ts';
import type { PageServerLoad } from './$types';

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
