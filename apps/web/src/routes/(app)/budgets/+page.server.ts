import { listCurrencies } from '@steward/core/money';
import { fail, redirect } from '@sveltejs/kit';
import { readNewBudget } from '#lib/budgets/budget-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import type { Actions, PageServerLoad } from './$types';

const PLACE = '/budgets';

export const load: PageServerLoad = async ({ locals: { api } }) => {
  const [overview, categories] = await Promise.all([api.budgets.list(), api.ledger.listCategories()]);
  return { overview, categories, currencies: listCurrencies() };
};

export const actions: Actions = {
  create: async (event) => {
    const read = readNewBudget(await event.request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const created = await attempt(event.locals.api.budgets.create(read.input));
    if (!created.ok) return created.failure;
    const undo = undoOf(created.value.changeSetId);
    setFlash(event, { message: 'The budget is made', place: PLACE, ...undo });
    redirect(303, PLACE);
  },
};
