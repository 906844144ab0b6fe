import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { safePath, textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const search = url.searchParams.get('search')?.trim().slice(0, 200) ?? '';
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const payees = await api.payees.listPayees({
    ...{ limit: PAGE_ROWS },
    ...(search !== '' && { search }),
    ...(cursor !== undefined && { cursor }),
  });
  return { search, isContinued: cursor !== undefined, payees };
};

export const actions: Actions = {
  undo: async (event) => {
    const form = await event.request.formData();
    const input = { id: textOf(form, 'ledgerChangeId') };
    const undone = await attempt(event.locals.api.ledger.undoChangeSet(input));
    const back = safePath(textOf(form, 'back'), '/payees');
    const place = back.split('?')[0] ?? back;
    setFlash(
      event,
      undone.ok
        ? undone.value.state === 'running'
          ? { message: 'Being undone', note: 'It is large; the history says how far it is.', place }
          : { message: 'Undone', place }
        : { message: 'Not undone', note: undone.failure.data.message, place },
    );
    redirect(303, back);
  },
};
