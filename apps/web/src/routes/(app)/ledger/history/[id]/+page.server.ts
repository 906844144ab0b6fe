import { can } from '@steward/core/access';
import { undoByForm } from '#lib/changes/undo-action.ts';
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
  undo: async (event) => undoByForm(event, 'undo'),

  redo: async (event) => undoByForm(event, 'redo'),
};
