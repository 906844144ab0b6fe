import { ReviewFilter } from '@steward/core/review';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { findItem } from '#lib/review/find-item.ts';
import { readVersions } from '#lib/review/read-versions.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { dropFlash, setFlash, undoOf } from '#lib/shell/flash.ts';
import { safePath, textOf, withQuery } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, url, setHeaders }) => {
  // Gone back to, the page must not come from the browser's memory with an Undo that was used.
  setHeaders({ 'cache-control': 'private, no-store' });
  const filter = ReviewFilter.catch('all').parse(url.searchParams.get('filter') ?? 'all');
  const [queue, categories] = await Promise.all([
    api.review.queue({ filter, cursor: url.searchParams.get('after'), limit: 50 }),
    api.ledger.listCategories(),
  ]);
  const wanted = url.searchParams.get('item');
  const first = queue.items[0]?.transactionId;
  const found = wanted === null ? null : await findItem(api, wanted);
  const item = found ?? (first === undefined ? null : await findItem(api, first));
  return { filter, queue, categories, item, idempotencyKey: crypto.randomUUID() };
};

/** Back to the queue, at the item after the one that was dealt with. */
function goOn({ url }: RequestEvent, form: FormData): never {
  redirect(303, withQuery(url, { item: textOf(form, 'next') }));
}

export const actions: Actions = {
  answer: async (event) => {
    const form = await event.request.formData();
    const transactionIds = form.getAll('transactionId').map(String);
    const answered = await attempt(
      event.locals.api.review.answer({
        transactionIds,
        expectedVersions: readVersions(form, transactionIds),
        categoryId: textOf(form, 'categoryId'),
        idempotencyKey: textOf(form, 'idempotencyKey'),
      }),
    );
    if (!answered.ok) return answered.failure;
    const { categoryName, changedOthers, changeSetId, answered: total } = answered.value;
    const what = total === 1 ? textOf(form, 'payeeName') : `${total} alike`;
    const others = changedOthers === 1 ? '1 other changed.' : `${changedOthers} others changed.`;
    setFlash(event, {
      message: `${what} ${total === 1 ? 'is' : 'are'} ${categoryName}`,
      note: changedOthers > 0 ? `Learned. ${others}` : 'Learned.',
      ...undoOf(changeSetId),
      back: withQuery(event.url, { item: transactionIds[0] }),
      place: '/review',
    });
    goOn(event, form);
  },

  skip: async (event) => {
    const form = await event.request.formData();
    const transactionId = textOf(form, 'transactionId');
    const skipped = await attempt(event.locals.api.review.skip({ transactionId }));
    if (!skipped.ok) return skipped.failure;
    const message = `${textOf(form, 'payeeName')} is left undecided`;
    setFlash(event, { message, note: 'It stays in the ledger without a category.', place: '/review' });
    goOn(event, form);
  },

  neverAsk: async (event) => {
    const form = await event.request.formData();
    const payeeId = textOf(form, 'payeeId');
    const done = await attempt(event.locals.api.review.neverAsk({ payeeId }));
    if (!done.ok) return done.failure;
    setFlash(event, {
      message: `${textOf(form, 'payeeName')} is not asked about any more`,
      note: done.value.changed === 1 ? '1 left the queue.' : `${done.value.changed} left the queue.`,
      undo: { kind: 'payeeId', id: payeeId },
      back: withQuery(event.url, { item: textOf(form, 'transactionId') }),
      place: '/review',
    });
    goOn(event, form);
  },

  askAgain: async (event) => {
    const form = await event.request.formData();
    const done = await attempt(event.locals.api.review.askAgain({ payeeId: textOf(form, 'payeeId') }));
    if (!done.ok) return done.failure;
    const message = done.value.changed === 1 ? '1 is asked again' : `${done.value.changed} are asked again`;
    setFlash(event, { message, place: '/review' });
    redirect(303, safePath(textOf(form, 'back'), '/review'));
  },

  /** For what is told without Undo: nothing is done but that it is told no more. */
  close: async (event) => {
    dropFlash(event);
    redirect(303, safePath(textOf(await event.request.formData(), 'back'), '/review'));
  },
};
