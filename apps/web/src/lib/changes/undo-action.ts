import type { UndoInput, UndoResult } from '@steward/core/changes';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { safePath, textOf } from '#lib/shell/query.ts';
import type { Api } from '#lib/server/api.ts';
import { readRefusal } from './read-refusal.ts';

/**
 * Undoes or redoes the change set that a form names, and says so on the page it goes back to: the form's `back`, or this
 * one. A refusal is the form's own, with what stands in the way.
 */
export async function undoByForm<D extends 'undo' | 'redo'>(event: RequestEvent, direction: D) {
  const form = await event.request.formData();
  const input = { id: textOf(form, 'id'), rest: form.get('rest') === 'on' };
  const { api } = event.locals;
  const undone = direction === 'undo' ? await undo(api, input) : await attempt(redo(api, input));
  if (!undone.ok) {
    const { message, details } = undone.failure.data;
    return fail(undone.failure.status, { message, refusal: readRefusal(details), action: direction });
  }
  const back = safePath(textOf(form, 'back'), event.url.pathname);
  setFlash(event, { ...told(undone.value, direction), place: back.split('?')[0] ?? back });
  redirect(303, back);
}

type Turned = Pick<UndoResult, 'state' | 'undone' | 'leftCount' | 'changedOthers'> & { isAnswer: boolean };

/** An answer is taken back with the right to answer, any other change with the right to undo the ledger's. */
async function undo(api: Api, input: UndoInput) {
  if (!input.rest) {
    const answer = await attempt(undoAnswer(api, input.id));
    if (answer.ok || answer.failure.data.reason !== 'not_an_answer') return answer;
  }
  return attempt(undoAny(api, input));
}

async function undoAnswer(api: Api, changeSetId: string): Promise<Turned> {
  const undone = await api.review.undo({ changeSetId });
  return { ...undone, state: 'done', leftCount: 0, isAnswer: true };
}

async function undoAny(api: Api, input: UndoInput): Promise<Turned> {
  return { ...(await api.ledger.undoChangeSet(input)), isAnswer: false };
}

async function redo(api: Api, input: UndoInput): Promise<Turned> {
  return { ...(await api.ledger.redoChangeSet(input)), isAnswer: false };
}

function told({ state, undone, leftCount, changedOthers, isAnswer }: Turned, direction: 'undo' | 'redo') {
  if (state === 'running') {
    const message = direction === 'undo' ? 'It is being undone' : 'It is being done again';
    return { message, note: 'You can leave this page.' };
  }
  const note = [
    isAnswer ? 'Unlearned.' : '',
    changedOthers > 0 ? `Others changed: ${changedOthers}.` : '',
    leftCount > 0 ? `Left as they are: ${leftCount}.` : '',
  ];
  const message = direction === 'undo' ? `Undone: ${undone}` : `Done again: ${undone}`;
  return { message, ...(note.some(Boolean) && { note: note.filter(Boolean).join(' ') }) };
}
