import { ImportOptions, RowOutcome } from '@steward/core/imports';
import { fail, redirect } from '@sveltejs/kit';
import { readProfileForm } from '#lib/imports/profile-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, params, url }) => {
  const { id } = params;
  const [file, accounts] = await Promise.all([api.imports.getImport({ id }), api.ledger.listAccounts()]);
  const outcome = RowOutcome.safeParse(url.searchParams.get('outcome'));
  const cursor = url.searchParams.get('cursor');
  const hasColumns = file.format === 'csv' && file.status !== 'committed' && file.status !== 'cancelled';
  const hasRows = file.counts.rows !== null && file.status !== 'previewing';
  return {
    file,
    account: accounts.find((account) => account.id === file.accountId) ?? null,
    outcome: outcome.success ? outcome.data : null,
    guess: hasColumns && file.changeSetId === null ? await api.imports.guess({ id }) : null,
    rows: hasRows
      ? await api.imports.listRows({
          ...{ id, limit: PAGE_ROWS },
          ...(outcome.success && { outcome: outcome.data }),
          ...(cursor && { cursor }),
        })
      : null,
  };
};

export const actions: Actions = {
  columns: async ({ request, locals, params }) => {
    const read = readProfileForm(await request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const set = await attempt(locals.api.imports.setProfile({ id: params.id, profile: read.profile }));
    if (!set.ok) return set.failure;
    redirect(303, `/imports/${params.id}`);
  },

  options: async ({ request, locals, params }) => {
    const dateOrder = (await request.formData()).get('dateOrder');
    const read = ImportOptions.safeParse({ dateOrder: dateOrder === '' ? null : dateOrder });
    if (!read.success) return fail(400, { message: 'Choose one of the orders of day and month.' });
    const set = await attempt(locals.api.imports.setOptions({ id: params.id, ...read.data }));
    if (!set.ok) return set.failure;
    redirect(303, `/imports/${params.id}`);
  },

  commit: async ({ locals, params }) => {
    const begun = await attempt(locals.api.imports.commit({ id: params.id }));
    if (!begun.ok) return begun.failure;
    redirect(303, `/imports/${params.id}`);
  },

  cancel: async ({ locals, params }) => {
    const cancelled = await attempt(locals.api.imports.cancel({ id: params.id }));
    if (!cancelled.ok) return cancelled.failure;
    redirect(303, `/imports/${params.id}`);
  },
};
