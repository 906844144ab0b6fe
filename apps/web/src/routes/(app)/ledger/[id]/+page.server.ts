import { readSplitForm } from '#lib/ledger/split-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { numberOf, textOf, typedOf } from '#lib/shell/query.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params }) => {
  const [transaction, categories, matches] = await Promise.all([
    api.ledger.getTransaction({ id: params.id }),
    api.ledger.listCategories(),
    api.matches.listMatchesOf({ transactionId: params.id }),
  ]);
  const decision =
    transaction.decisionId === null ? null : await api.decisions.getDecision({ id: transaction.decisionId });
  const history = await api.ledger.getHistory({ id: params.id });
  return { transaction, history, categories, matches, decision, idempotencyKey: crypto.randomUUID() };
};

export const actions: Actions = {
  setCategory: async (event) => {
    const form = await event.request.formData();
    const { id } = event.params;
    const changed = await attempt(
      event.locals.api.ledger.setCategory({
        transactionId: id,
        categoryId: textOf(form, 'categoryId'),
        version: numberOf(form, 'version'),
        idempotencyKey: textOf(form, 'idempotencyKey'),
      }),
    );
    if (!changed.ok) return changed.failure;
    const { categoryName, changedOthers, changeSetId } = changed.value;
    setFlash(event, {
      message: `The category is ${categoryName}`,
      note: changedOthers > 0 ? `Learned. Others changed: ${changedOthers}.` : 'Learned.',
      ...undoOf(changeSetId),
      place: `/ledger/${id}`,
    });
    redirect(303, `/ledger/${id}`);
  },
  edit: async (event) => {
    const form = await event.request.formData();
    const { id } = event.params;
    const read = readSplitForm(form);
    if (!read.ok) return fail(400, { message: read.message });
    const edited = await attempt(
      event.locals.api.ledger.editTransaction({
        ...{ id, version: numberOf(form, 'version'), notes: typedOf(form, 'notes') },
        ...(read.splits.length > 0 && { splits: read.splits }),
      }),
    );
    if (!edited.ok) return edited.failure;
    const { changeSetId } = edited.value;
    setFlash(event, {
      message: changeSetId === null ? 'Nothing is other than it was' : 'The transaction is saved',
      ...undoOf(changeSetId),
      place: `/ledger/${id}`,
    });
    redirect(303, `/ledger/${id}`);
  },
  remove: async (event) => {
    const form = await event.request.formData();
    const { id } = event.params;
    const call = event.locals.api.ledger.removeTransaction({ id, version: numberOf(form, 'version') });
    const removed = await attempt(call);
    if (!removed.ok) return removed.failure;
    const { changeSetId } = removed.value;
    setFlash(event, {
      message: 'The transaction is removed',
      ...undoOf(changeSetId),
      place: '/ledger',
    });
    redirect(303, '/ledger');
  },
};
