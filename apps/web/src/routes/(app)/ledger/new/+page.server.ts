import { readEntry } from '#lib/ledger/entry-form.ts';
import { waysOfPerson } from '#lib/server/ways-of-page.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import { todayIn } from '@steward/core/calendar';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const OFFERED = 100;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { api } = locals;
  const [accounts, categories, payees, tags, { timeZone }] = await Promise.all([
    api.ledger.listAccounts(),
    api.ledger.listCategories(),
    api.payees.listPayees({ limit: OFFERED }),
    api.ledger.listTags(),
    waysOfPerson(locals),
  ]);
  return {
    ...{ accounts, categories, tags, payees: payees.items.map(({ name }) => name) },
    accountId: url.searchParams.get('accountId'),
    today: todayIn(timeZone, new Date()),
    idempotencyKey: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const form = await event.request.formData();
    const { api } = event.locals;
    const typed = Object.fromEntries(FIELDS.map((name) => [name, textOf(form, name)]));
    const account = (await api.ledger.listAccounts()).find(({ id }) => id === textOf(form, 'accountId'));
    const { locale } = await waysOfPerson(event.locals);
    const read = readEntry(form, { currency: account?.currency ?? '', locale });
    if (!read.ok) return fail(400, { message: read.message, typed });
    const added = await attempt(api.ledger.addTransaction(read.input));
    if (!added.ok) return fail(added.failure.status, { ...added.failure.data, typed });
    const { id, changeSetId } = added.value;
    const place = form.has('another') ? '/ledger/new' : `/ledger/${id}`;
    setFlash(event, {
      message: `${read.input.payee} is entered`,
      ...undoOf(changeSetId),
      back: '/ledger',
      place,
    });
    redirect(303, form.has('another') ? `${place}?accountId=${read.input.accountId}` : place);
  },
};

const FIELDS = [
  'accountId',
  'date',
  'direction',
  'amount',
  'payee',
  'categoryId',
  'notes',
  'tags',
  'state',
] as const;
