import { MatchFilter } from '@steward/core/matches';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { findMatch } from '#lib/matches/find-match.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { safePath, textOf, withQuery } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, url, setHeaders }) => {
  // Gone back to, the page must not come from the browser's memory with an Undo that was used.
  setHeaders({ 'cache-control': 'private, no-store' });
  const filter = MatchFilter.catch('open').parse(url.searchParams.get('filter') ?? 'open');
  const matches = await api.matches.listMatches({ filter, cursor: url.searchParams.get('after'), limit: 50 });
  const wanted = url.searchParams.get('item');
  const found = wanted === null ? null : await findMatch(api, wanted);
  return { filter, matches, match: found ?? matches.items[0] ?? null };
};

const PLACE = '/review/matches';

type Said = 'confirmMatch' | 'rejectMatch';

async function say(event: RequestEvent, what: Said) {
  const form = await event.request.formData();
  const id = textOf(form, 'id');
  const said = await attempt(event.locals.api.matches[what]({ id }));
  if (!said.ok) return said.failure;
  setFlash(event, {
    message: `${textOf(form, 'payeeName')}: ${textOf(form, 'label')}`,
    note: what === 'confirmMatch' ? 'You can take it back at any time.' : 'It is not proposed again.',
    undo: { kind: 'matchId', id },
    back: withQuery(event.url, { item: id }),
    place: PLACE,
  });
  redirect(303, withQuery(event.url, { item: textOf(form, 'next') }));
}

export const actions: Actions = {
  confirm: (event) => say(event, 'confirmMatch'),

  reject: (event) => say(event, 'rejectMatch'),

  undo: async (event) => {
    const form = await event.request.formData();
    const id = textOf(form, 'id') || textOf(form, 'matchId');
    const back = safePath(textOf(form, 'back'), `${PLACE}?item=${encodeURIComponent(id)}`);
    const place = back.split('?')[0] ?? back;
    const undone = await attempt(event.locals.api.matches.undoMatch({ id }));
    if (undone.ok) setFlash(event, { message: 'Taken back: it waits again', place });
    else setFlash(event, { message: 'Not undone', note: undone.failure.data.message, place });
    redirect(303, back);
  },
};
