import { ImportOptions, RowOutcome } from '@steward/core/imports';
import { can } from '@steward/core/access';
import { fail, redirect } from '@sveltejs/kit';
import { readProfileForm } from '#lib/imports/profile-form.ts';
import { readPlaces } from '#lib/imports/place-form.ts';
import { undoByForm } from '#lib/changes/undo-action.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { numberOf, textOf, withQuery } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api, workspace }, params, url }) => {
  const { id } = params;
  const [file, accounts] = await Promise.all([api.imports.getImport({ id }), api.ledger.listAccounts()]);
  const outcome = RowOutcome.safeParse(url.searchParams.get('outcome'));
  const cursor = url.searchParams.get('cursor');
  const hasColumns = file.format === 'csv' && file.status !== 'committed' && file.status !== 'cancelled';
  const hasRows = file.counts.rows !== null && file.status !== 'previewing';
  const progress = file.changeSetId === null ? null : await api.ledger.getUndo({ id: file.changeSetId });
  return {
    accounts,
    ...{ file, progress, canUndo: workspace !== null && can(workspace.role, 'ledger:undo') },
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

/** Settles a part of what a file leaves open; the rest stays as it was. */
async function settle({ api }: App.Locals, id: string, part: Partial<ImportOptions>): Promise<unknown> {
  const { options } = await api.imports.getImport({ id });
  return api.imports.setOptions({ id, ...options, ...part });
}

/** An account for a number of the file, which it finds by that number from now on. */
async function makeAccount({ api }: App.Locals, id: string, number: string): Promise<unknown> {
  const [file, accounts] = await Promise.all([api.imports.getImport({ id }), api.ledger.listAccounts()]);
  const found = file.accounts.find((account) => account.number === number);
  const currency = found?.currency ?? accounts.find(({ id: own }) => own === file.accountId)?.currency;
  return api.ledger.createAccount({
    name: (found?.name ?? number).slice(0, 100),
    ...{ type: 'other', currency: currency ?? '', externalId: number },
  });
}

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
    const set = await attempt(settle(locals, params.id, { dateOrder: read.data.dateOrder }));
    if (!set.ok) return set.failure;
    redirect(303, `/imports/${params.id}`);
  },

  accounts: async ({ request, locals, params }) => {
    const accounts = readPlaces(await request.formData());
    const set = await attempt(settle(locals, params.id, { accounts }));
    if (!set.ok) return set.failure;
    redirect(303, `/imports/${params.id}`);
  },

  makeAccount: async ({ request, locals, params }) => {
    const form = await request.formData();
    const made = await attempt(makeAccount(locals, params.id, textOf(form, 'make')));
    if (!made.ok) return made.failure;
    const set = await attempt(settle(locals, params.id, { accounts: readPlaces(form) }));
    if (!set.ok) return set.failure;
    redirect(303, `/imports/${params.id}`);
  },

  commit: async ({ locals, params }) => {
    const begun = await attempt(locals.api.imports.commit({ id: params.id }));
    if (!begun.ok) return begun.failure;
    redirect(303, `/imports/${params.id}`);
  },

  keep: async ({ request, locals, params, url }) => {
    const rowNumber = numberOf(await request.formData(), 'rowNumber');
    const kept = await attempt(locals.api.imports.keepRow({ id: params.id, rowNumber }));
    if (!kept.ok) return kept.failure;
    redirect(303, withQuery(url, {}));
  },

  undo: async (event) => undoByForm(event, 'undo'),

  redo: async (event) => undoByForm(event, 'redo'),

  cancel: async ({ locals, params }) => {
    const cancelled = await attempt(locals.api.imports.cancel({ id: params.id }));
    if (!cancelled.ok) return cancelled.failure;
    redirect(303, `/imports/${params.id}`);
  },
};
