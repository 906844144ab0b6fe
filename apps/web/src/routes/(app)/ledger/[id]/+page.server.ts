import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params }) => {
  const [transaction, categories, matches] = await Promise.all([
    api.ledger.getTransaction({ id: params.id }),
    api.ledger.listCategories(),
    api.matches.listMatchesOf({ transactionId: params.id }),
  ]);
  const decision =
    transaction.decisionId === null ? null : await api.decisions.getDecision({ id: transaction.decisionId });
  return { transaction, categories, matches, decision, idempotencyKey: crypto.randomUUID() };
};

export const actions: Actions = {
  setCategory: async (event) => {
    const form = await event.request.formData();
    const { id } = event.params;
    const changed = await attempt(
      event.locals.api.ledger.setCategory({
        transactionId: id,
        categoryId: textOf(form, 'categoryId'),
        idempotencyKey: textOf(form, 'idempotencyKey'),
      }),
    );
    if (!changed.ok) return changed.failure;
    const { categoryName, changedOthers, changeSetId } = changed.value;
    setFlash(event, {
      message: `The category is ${categoryName}`,
      note: changedOthers > 0 ? `Learned. Others changed: ${changedOthers}.` : 'Learned.',
      undo: { kind: 'changeSetId', id: changeSetId },
      place: `/ledger/${id}`,
    });
    redirect(303, `/ledger/${id}`);
  },
};
