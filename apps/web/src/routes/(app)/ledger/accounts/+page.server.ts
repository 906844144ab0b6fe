import type { AccountType } from '@steward/core/ledger';
import { listCurrencies } from '@steward/core/money';
import { fail, redirect } from '@sveltejs/kit';
import { readAccountForm } from '#lib/ledger/account-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api } }) => ({
  accounts: await api.ledger.listAccounts(),
  currencies: listCurrencies(),
});

export const actions: Actions = {
  create: async (event) => {
    const read = readAccountForm(await event.request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const created = await attempt(event.locals.api.ledger.createAccount(read.input));
    if (!created.ok) return created.failure;
    setFlash(event, { message: `${created.value.name} is an account now`, place: '/ledger/accounts' });
    redirect(303, '/ledger/accounts');
  },

  update: async (event) => {
    const form = await event.request.formData();
    const updated = await attempt(
      event.locals.api.ledger.updateAccount({
        id: textOf(form, 'id'),
        name: textOf(form, 'name'),
        type: textOf(form, 'type') as AccountType,
        externalId: textOf(form, 'externalId') || null,
      }),
    );
    if (!updated.ok) return updated.failure;
    setFlash(event, { message: `${updated.value.name} is changed`, place: '/ledger/accounts' });
    redirect(303, '/ledger/accounts');
  },
};
