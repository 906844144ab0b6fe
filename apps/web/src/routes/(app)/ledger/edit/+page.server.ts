import { readBulkForm, readChosen } from '#lib/ledger/bulk-form.ts';
import { viewQuery } from '#lib/ledger/ledger-filter.ts';
import { readShownFilter } from '#lib/ledger/shown-filter.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { numberOf, textOf } from '#lib/shell/query.ts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const OFFERED = 100;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const { filter } = await readShownFilter(api, url.searchParams);
  const { cursor: _cursor, sort: _sort, ...shown } = filter;
  const [categories, payees, tags, summary] = await Promise.all([
    api.ledger.listCategories(),
    api.payees.listPayees({ limit: OFFERED }),
    api.ledger.listTags(),
    api.ledger.summariseTransactions(shown),
  ]);
  return {
    ...{ categories, tags, payees: payees.items.map(({ name }) => name), query: viewQuery(url) },
    ...{ matching: summary.transactions, isExact: summary.isExact },
  };
};

/** What the form says, for what was chosen or for what the filter of the address shows. */
async function readAsked({ locals: { api }, url, request }: RequestEvent) {
  const form = await request.formData();
  const { filter } = await readShownFilter(api, url.searchParams);
  return { form, ...readBulkForm(form, filter) };
}

export const actions: Actions = {
  choose: async (event) => {
    const ids = readChosen(await event.request.formData());
    if (ids.length === 0)
      return fail(400, { message: 'No row is chosen. Choose some in the list, or edit all.' });
    return { ids };
  },
  preview: async (event) => {
    const { ids, fields, edit } = await readAsked(event);
    const preview = await attempt(event.locals.api.ledger.previewBulkEdit(edit));
    if (!preview.ok) return fail(preview.failure.status, { ...preview.failure.data, ids, fields });
    return { ids, fields, preview: preview.value, idempotencyKey: crypto.randomUUID() };
  },
  apply: async (event) => {
    const { form, ids, fields, edit } = await readAsked(event);
    const asked = { changing: numberOf(form, 'changing'), idempotencyKey: textOf(form, 'idempotencyKey') };
    const applied = await attempt(event.locals.api.ledger.bulkEdit({ ...edit, ...asked }));
    if (!applied.ok) return fail(applied.failure.status, { ...applied.failure.data, ids, fields });
    const { changed, changeSetId } = applied.value;
    const rows = changed === 1 ? '1 transaction is' : `${changed} transactions are`;
    const message = `${rows} ${fields.what === 'remove' ? 'removed' : 'changed'}`;
    const query = viewQuery(event.url);
    const back = query === '' ? '/ledger' : `/ledger?${query}`;
    setFlash(event, { message, ...undoOf(changeSetId), back, place: '/ledger' });
    redirect(303, back);
  },
};
