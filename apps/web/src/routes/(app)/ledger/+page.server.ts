import { attempt } from '#lib/shell/attempt.ts';
import { readShownFilter } from '#lib/ledger/shown-filter.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf, typedOf } from '#lib/shell/query.ts';
import { can } from '@steward/core/access';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, url, parent }) => {
  const [{ filter, accounts, currency }, categories, tags, views, { workspace }] = await Promise.all([
    readShownFilter(api, url.searchParams),
    api.ledger.listCategories(),
    api.ledger.listTags(),
    api.ledger.listViews(),
    parent(),
  ]);
  const { cursor: _cursor, sort: _sort, ...filtered } = filter;
  const transactions = await api.ledger.listTransactions({ ...filter, limit: PAGE_ROWS });
  const summary = await api.ledger.summariseTransactions(filtered);
  const canKeepViews = workspace !== null && can(workspace.role, 'views:write');
  const canEdit = workspace !== null && can(workspace.role, 'ledger:write');
  return {
    filter,
    transactions,
    summary,
    accounts,
    categories,
    tags,
    views,
    currency,
    canKeepViews,
    canEdit,
  };
};

/** Back to the list as it was shown. */
function backTo(event: RequestEvent, form: FormData, message: string): never {
  setFlash(event, { message, place: '/ledger' });
  redirect(303, `/ledger?${new URLSearchParams(typedOf(form, 'query')).toString()}`);
}

export const actions: Actions = {
  saveView: async (event) => {
    const form = await event.request.formData();
    const query = new URLSearchParams(typedOf(form, 'query')).toString();
    const saved = await attempt(event.locals.api.ledger.saveView({ name: textOf(form, 'name'), query }));
    return saved.ok ? backTo(event, form, `The view ${saved.value.name} is kept`) : saved.failure;
  },
  renameView: async (event) => {
    const form = await event.request.formData();
    const view = { id: textOf(form, 'id'), name: textOf(form, 'name') };
    const renamed = await attempt(event.locals.api.ledger.renameView(view));
    return renamed.ok ? backTo(event, form, `The view is named ${renamed.value.name}`) : renamed.failure;
  },
  removeView: async (event) => {
    const form = await event.request.formData();
    const removed = await attempt(event.locals.api.ledger.removeView({ id: textOf(form, 'id') }));
    return removed.ok ? backTo(event, form, `The view ${removed.value.name} is removed`) : removed.failure;
  },
};
