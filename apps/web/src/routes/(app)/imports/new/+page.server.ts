import { listCurrencies } from '@steward/core/money';
import { fail, redirect } from '@sveltejs/kit';
import { readAccountForm } from '#lib/ledger/account-form.ts';
import { receiveFile } from '#lib/server/receive-file.ts';
import { attempt } from '#lib/shell/attempt.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, url }) => ({
  accounts: await api.ledger.listAccounts(),
  currencies: listCurrencies(),
  accountId: url.searchParams.get('account'),
});

export const actions: Actions = {
  file: async (event) => {
    const received = await attempt(receiveFile(event));
    if (!received.ok) return fail(received.failure.status, { refusedFile: received.failure.data.message });
    redirect(303, `/imports/${received.value.id}`);
  },

  account: async ({ request, locals }) => {
    const read = readAccountForm(await request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const created = await attempt(locals.api.ledger.createAccount(read.input));
    if (!created.ok) return created.failure;
    redirect(303, `/imports/new?account=${created.value.id}`);
  },
};
