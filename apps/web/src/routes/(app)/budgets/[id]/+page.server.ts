import { LocalDate } from '@steward/core/calendar';
import { fail, redirect } from '@sveltejs/kit';
import { readChangedBudget } from '#lib/budgets/budget-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, params: { id }, url }) => {
  const on = LocalDate.safeParse(url.searchParams.get('on')).data;
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [detail, counted, categories] = await Promise.all([
    api.budgets.get({ id }),
    api.budgets.listCounted({
      ...{ id, limit: PAGE_ROWS },
      ...(on !== undefined && { on }),
      ...(cursor !== undefined && { cursor }),
    }),
    api.ledger.listCategories(),
  ]);
  return { detail, counted, categories, cursor };
};

export const actions: Actions = {
  update: async (event) => {
    const { id } = event.params;
    const read = readChangedBudget(await event.request.formData(), id);
    if (!read.ok) return fail(400, { message: read.message });
    const updated = await attempt(event.locals.api.budgets.update(read.input));
    if (!updated.ok) return updated.failure;
    const place = `/budgets/${id}`;
    setFlash(event, { message: 'The budget is changed', place, ...undoOf(updated.value.changeSetId) });
    redirect(303, place);
  },

  remove: async (event) => {
    const removed = await attempt(event.locals.api.budgets.remove({ id: event.params.id }));
    if (!removed.ok) return removed.failure;
    const undo = undoOf(removed.value.changeSetId);
    setFlash(event, { message: 'The budget is removed', place: '/budgets', ...undo });
    redirect(303, '/budgets');
  },
};
