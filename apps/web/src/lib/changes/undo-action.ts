import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import { readRefusal } from './read-refusal.ts';

/**
 * Undoes or redoes the change set that a form names, and says so on the page it goes back to. A refusal is the form's own, with
 * what stands in the way.
 */
export async function undoByForm<D extends 'undo' | 'redo'>(event: RequestEvent, direction: D) {
  const form = await event.request.formData();
  const input = { id: textOf(form, 'id'), rest: form.get('rest') === 'on' };
  const { ledger } = event.locals.api;
  const undone = await attempt(
    direction === 'undo' ? ledger.undoChangeSet(input) : ledger.redoChangeSet(input),
  );
  if (!undone.ok) {
    const { message, details } = undone.failure.data;
    return fail(undone.failure.status, { message, refusal: readRefusal(details), action: direction });
  }
  const { state, undone: total, leftCount } = undone.value;
  const place = event.url.pathname;
  if (state === 'running') {
    const message = direction === 'undo' ? 'It is being undone' : 'It is being done again';
    setFlash(event, { message, note: 'You can leave this page.', place });
  } else {
    const message = direction === 'undo' ? `Undone: ${total}` : `Done again: ${total}`;
    setFlash(event, { message, ...(leftCount > 0 && { note: `Left as they are: ${leftCount}.` }), place });
  }
  redirect(303, place);
}
