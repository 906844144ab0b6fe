import { can } from '@steward/core/access';
import { LocalDate, todayIn } from '@steward/core/calendar';
import { error, fail, redirect } from '@sveltejs/kit';
import { lastMonthEnd, readBalance } from '#lib/closing/statement-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace }, params: { id }, url }) => {
  if (workspace === null || !can(workspace.role, 'ledger:write')) error(403);
  const { timeZone } = await api.settings.get();
  const asked = LocalDate.safeParse(url.searchParams.get('date'));
  const statementDate = asked.data ?? lastMonthEnd(todayIn(timeZone, new Date()));
  const reconciliation = await api.closing.readReconciliation({ accountId: id, statementDate });
  const balance = url.searchParams.get('balance') ?? '';
  const read = balance === '' ? null : readBalance(balance, reconciliation.account.currency);
  return { reconciliation, statementDate, balance, read };
};

export const actions: Actions = {
  finish: async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const ticked = form.getAll('transactionIds').filter((one) => typeof one === 'string');
    const statementDate = textOf(form, 'date');
    const asked = { accountId: params.id, statementDate };
    const accounts = await locals.api.ledger.listAccounts();
    const account = accounts.find(({ id }) => id === params.id);
    if (!account) error(404);
    const balance = readBalance(textOf(form, 'balance'), account.currency);
    if (!balance.ok) return fail(400, { message: balance.message, ticked });
    if (ticked.length === 0) return fail(400, { message: 'Tick what stands on the statement.', ticked });
    const closingBalanceMinor = balance.amountMinor;
    const done = await attempt(
      locals.api.closing.reconcile({ ...asked, closingBalanceMinor, transactionIds: ticked }),
    );
    if (!done.ok) return fail(done.failure.status, { message: done.failure.data.message, ticked });
    const { changeSetId, reconciled } = done.value;
    setFlash(event, {
      message: `${reconciled} reconciled on ${account.name}`,
      ...{ note: 'Nothing automatic changes them from now on.', place: '/ledger/accounts' },
      ...undoOf(changeSetId),
    });
    redirect(303, '/ledger/accounts');
  },
};
