import { can } from '@steward/core/access';
import { LocalDate, todayIn } from '@steward/core/calendar';
import type { Reconciliation } from '@steward/core/closing';
import { formatAmount } from '@steward/core/money';
import { error, fail, redirect } from '@sveltejs/kit';
import { lastMonthEnd, readBalance } from '#lib/closing/statement-form.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace }, params: { id }, url }) => {
  if (workspace === null || !can(workspace.role, 'ledger:write')) error(403);
  const { timeZone } = await api.settings.get();
  const asked = LocalDate.safeParse(url.searchParams.get('date'));
  const statementDate = asked.data ?? lastMonthEnd(todayIn(timeZone, new Date()));
  const [reconciliation, categories] = await Promise.all([
    api.closing.readReconciliation({ accountId: id, statementDate }),
    api.ledger.listCategories(),
  ]);
  const { account, statement } = reconciliation;
  const balance = url.searchParams.get('balance') ?? '';
  const read = balance === '' ? null : readBalance(balance, account.currency);
  // What a file stated is only proposed, and only where nobody said anything yet.
  const isAsked = url.searchParams.has('date') || url.searchParams.has('balance');
  const proposed = statement !== null && !isAsked ? toProposal(statement, account.currency) : null;
  const idempotencyKey = crypto.randomUUID();
  return { reconciliation, categories, statementDate, balance, read, proposed, idempotencyKey };
};

type Statement = NonNullable<Reconciliation['statement']>;

function toProposal({ date, closingBalanceMinor, fileName }: Statement, currency: string) {
  return { date, fileName, balance: formatAmount({ amountMinor: closingBalanceMinor, currency }) };
}

/** The statement and what is ticked of it; what is wrong is told beside the ticks, which stay. */
async function readForm({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const ticked = form.getAll('transactionIds').filter((one) => typeof one === 'string');
  const accounts = await locals.api.ledger.listAccounts();
  const account = accounts.find(({ id }) => id === params.id);
  if (!account) error(404);
  const balance = readBalance(textOf(form, 'balance'), account.currency);
  const statement = {
    ...{ accountId: params.id, statementDate: textOf(form, 'date'), transactionIds: ticked },
    closingBalanceMinor: balance.ok ? balance.amountMinor : 0,
  };
  return { form, account, ticked, statement, problem: balance.ok ? null : balance.message };
}

export const actions: Actions = {
  finish: async (event) => {
    const { account, ticked, statement, problem } = await readForm(event);
    if (problem !== null) return fail(400, { message: problem, ticked });
    if (ticked.length === 0) return fail(400, { message: 'Tick what stands on the statement.', ticked });
    const done = await attempt(event.locals.api.closing.reconcile(statement));
    if (!done.ok) return fail(done.failure.status, { message: done.failure.data.message, ticked });
    const { changeSetId, reconciled } = done.value;
    setFlash(event, {
      message: `${reconciled} reconciled on ${account.name}`,
      ...{ note: 'Nothing automatic changes them from now on.', place: '/ledger/accounts' },
      ...undoOf(changeSetId),
    });
    redirect(303, '/ledger/accounts');
  },

  adjust: async (event) => {
    const { form, account, ticked, statement, problem } = await readForm(event);
    if (problem !== null) return fail(400, { message: problem, ticked });
    const [categoryId, idempotencyKey] = [textOf(form, 'categoryId'), textOf(form, 'idempotencyKey')];
    if (categoryId === '') return fail(400, { message: 'Choose the category of the adjustment.', ticked });
    const done = await attempt(
      event.locals.api.closing.adjustBalance({ ...statement, categoryId, idempotencyKey }),
    );
    if (!done.ok) return fail(done.failure.status, { message: done.failure.data.message, ticked });
    const { changeSetId, transactionId, amountMinor } = done.value;
    const { currency } = account;
    setFlash(event, {
      message: `Adjusted by ${formatAmount({ amountMinor, currency })} ${currency}`,
      ...{ note: 'The adjustment is ticked.', place: event.url.pathname },
      ...undoOf(changeSetId),
    });
    return { message: null, ticked: [...ticked, transactionId] };
  },
};
