import { can } from '@steward/core/access';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

/** Payees offered to merge into, found by a part of their name. */
const OFFERED = 20;
/** Changes shown of it; all of them are in the history. */
const CHANGES = 10;

export const load: PageServerLoad = async ({ locals: { api, workspace }, params, url }) => {
  const { id } = params;
  const [payee, preview, categories, changes] = await Promise.all([
    api.payees.getPayee({ id }),
    api.payees.previewPayeeDefault({ id }),
    api.ledger.listCategories(),
    api.ledger.listChangeSets({ payeeId: id, limit: CHANGES }),
  ]);
  const search = url.searchParams.get('into')?.trim().slice(0, 200) ?? '';
  const found = search === '' ? null : await api.payees.listPayees({ search, limit: OFFERED });
  return {
    ...{ payee, preview, categories, changes, search },
    offered: found?.items.filter((other) => other.id !== id) ?? null,
    canUndo: workspace !== null && can(workspace.role, 'ledger:undo'),
  };
};

export const actions: Actions = {
  update: async (event) => {
    const form = await event.request.formData();
    const input = {
      ...{ id: event.params.id, name: textOf(form, 'name') },
      learnMode: textOf(form, 'learnMode') as 'off' | 'suggest' | 'auto',
      defaultCategoryId: textOf(form, 'defaultCategoryId') || null,
    };
    const changed = await attempt(event.locals.api.payees.updatePayee(input));
    if (!changed.ok) return changed.failure;
    tell(event, changed.value, { message: 'The payee is changed', place: `/payees/${event.params.id}` });
  },

  makeDefault: async (event) => {
    const form = await event.request.formData();
    const input = { id: event.params.id, defaultCategoryId: textOf(form, 'categoryId') };
    const changed = await attempt(event.locals.api.payees.updatePayee(input));
    if (!changed.ok) return changed.failure;
    tell(event, changed.value, { message: 'The default is set', place: `/payees/${event.params.id}` });
  },

  applyDefault: async (event) => {
    const form = await event.request.formData();
    const input = { id: event.params.id, categoryId: textOf(form, 'categoryId') };
    const applied = await attempt(event.locals.api.payees.applyPayeeDefault(input));
    if (!applied.ok) return applied.failure;
    const note = `Transactions that have it now: ${applied.value.applied}.`;
    tell(event, applied.value, {
      message: 'The default is given',
      note,
      place: `/payees/${event.params.id}`,
    });
  },

  merge: async (event) => {
    const form = await event.request.formData();
    const [into, importedName] = [textOf(form, 'into'), textOf(form, 'importedName')];
    const { payees } = event.locals.api;
    const merged = await attempt(
      importedName === ''
        ? payees.mergePayees({ payeeId: event.params.id, intoPayeeId: into })
        : payees.moveAlias({ importedName, payeeId: into }),
    );
    if (!merged.ok) return merged.failure;
    const { moved, payeeId } = merged.value;
    const note = `Transactions that went over: ${moved}.`;
    tell(event, merged.value, {
      message: importedName === '' ? 'Merged' : 'Gone over',
      note,
      place: `/payees/${payeeId}`,
    });
  },

  separate: async (event) => {
    const form = await event.request.formData();
    const input = { importedName: textOf(form, 'importedName'), payeeId: null };
    const moved = await attempt(event.locals.api.payees.moveAlias(input));
    if (!moved.ok) return moved.failure;
    const note = `Transactions that went over: ${moved.value.moved}.`;
    tell(event, moved.value, {
      message: 'A payee of its own',
      note,
      place: `/payees/${moved.value.payeeId}`,
    });
  },
};

/** Says what was done, with its undo, where it leads to. */
function tell(
  event: RequestEvent,
  { changeSetId }: { changeSetId: string | null },
  said: { message: string; note?: string; place: string },
): never {
  setFlash(event, { ...said, ...undoOf(changeSetId), back: `/payees/${event.params.id ?? ''}` });
  redirect(303, said.place);
}
