import { readEditForm } from '#lib/ledger/split-form.ts';
import { receiveAttachments } from '#lib/server/receive-attachments.ts';
import { waysOfPerson } from '#lib/server/ways-of-page.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { numberOf, textOf } from '#lib/shell/query.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const OFFERED_PAYEES = 100;

export const load: PageServerLoad = async ({ locals: { api }, params }) => {
  const [transaction, categories, matches, accounts, payees, tags] = await Promise.all([
    api.ledger.getTransaction({ id: params.id }),
    api.ledger.listCategories(),
    api.matches.listMatchesOf({ transactionId: params.id }),
    api.ledger.listAccounts(),
    api.payees.listPayees({ limit: OFFERED_PAYEES }),
    api.ledger.listTags(),
  ]);
  const decision =
    transaction.decisionId === null ? null : await api.decisions.getDecision({ id: transaction.decisionId });
  const history = await api.ledger.getHistory({ id: params.id });
  return {
    ...{ transaction, history, categories, matches, decision, accounts, tags },
    payees: payees.items.map(({ name }) => name),
    idempotencyKey: crypto.randomUUID(),
  };
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
    const { locale } = await waysOfPerson(event.locals);
    const read = readEditForm(form, { currency: textOf(form, 'currency'), locale });
    if (!read.ok) return fail(400, { message: read.message });
    const edit = { ...read.edit, id, version: numberOf(form, 'version') };
    const edited = await attempt(event.locals.api.ledger.editTransaction(edit));
    if (!edited.ok) return edited.failure;
    const { changeSetId } = edited.value;
    setFlash(event, {
      message: changeSetId === null ? 'Nothing is other than it was' : 'The transaction is saved',
      ...undoOf(changeSetId),
      place: `/ledger/${id}`,
    });
    redirect(303, `/ledger/${id}`);
  },
  attach: async (event) => {
    const { id } = event.params;
    const added = await attempt(receiveAttachments(event, id));
    if (!added.ok) return fail(added.failure.status, { refusedFile: added.failure.data.message });
    const { changeSetId, attachments } = added.value;
    const [first] = attachments;
    const what = attachments.length === 1 && first ? first.name : `${attachments.length} files`;
    setFlash(event, {
      message: changeSetId === null ? `On this transaction already: ${what}` : `Attached: ${what}`,
      ...undoOf(changeSetId),
      place: `/ledger/${id}`,
    });
    redirect(303, `/ledger/${id}`);
  },
  detach: async (event) => {
    const form = await event.request.formData();
    const { id: transactionId } = event.params;
    const call = event.locals.api.attachments.removeAttachment({
      ...{ transactionId, id: textOf(form, 'attachmentId') },
    });
    const removed = await attempt(call);
    if (!removed.ok) return removed.failure;
    setFlash(event, {
      message: 'The attachment is removed',
      ...undoOf(removed.value.changeSetId),
      place: `/ledger/${transactionId}`,
    });
    redirect(303, `/ledger/${transactionId}`);
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
