import type { CategoryKind } from '@steward/core/ledger';
import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const PLACE = '/ledger/categories';

export const load: PageServerLoad = async ({ locals: { api } }) => ({
  categories: await api.ledger.listCategories(),
});

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData();
    const created = await attempt(
      event.locals.api.ledger.createCategory({
        name: textOf(form, 'name'),
        kind: textOf(form, 'kind') as CategoryKind,
        parentId: textOf(form, 'parentId') || null,
      }),
    );
    if (!created.ok) return created.failure;
    setFlash(event, { message: `${created.value.name} is a category now`, place: PLACE });
    redirect(303, PLACE);
  },

  merge: async (event) => {
    const form = await event.request.formData();
    const input = { from: textOf(form, 'from'), into: textOf(form, 'into') };
    const merged = await attempt(event.locals.api.ledger.mergeCategory(input));
    if (!merged.ok) return merged.failure;
    const { moved } = merged.value;
    setFlash(event, { message: 'Merged', note: `Transactions moved: ${moved}.`, place: PLACE });
    redirect(303, PLACE);
  },

  remove: async (event) => {
    const form = await event.request.formData();
    const removed = await attempt(event.locals.api.ledger.removeCategory({ id: textOf(form, 'id') }));
    if (!removed.ok) return removed.failure;
    setFlash(event, { message: 'The category is removed', place: PLACE });
    redirect(303, PLACE);
  },
};
