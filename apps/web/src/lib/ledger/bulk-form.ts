import { readTags, type BulkEdit } from '@steward/core/ledger';
import { textOf } from '#lib/shell/query.ts';
import type { LedgerFilter } from './ledger-filter.ts';

/** Rows that can be chosen one by one. */
export const MOST_CHOSEN = 500;

/** What is asked for, as its fields hold it, so that the preview can send it again. */
export interface BulkFields {
  what: 'change' | 'remove';
  categoryId: string;
  payee: string;
  state: string;
  notes: string;
  clearNotes: boolean;
  addTags: string;
  removeTags: string;
}

/** Reads what is to be done with the transactions that are chosen, or that the filter shows. */
export function readBulkForm(
  form: FormData,
  filter: LedgerFilter,
): { ids: string[]; fields: BulkFields; edit: BulkEdit } {
  const ids = readChosen(form);
  const fields: BulkFields = {
    what: textOf(form, 'what') === 'remove' ? 'remove' : 'change',
    ...{ categoryId: textOf(form, 'categoryId'), payee: textOf(form, 'payee') },
    ...{ state: textOf(form, 'state'), notes: textOf(form, 'notes'), clearNotes: form.has('clearNotes') },
    ...{ addTags: textOf(form, 'addTags'), removeTags: textOf(form, 'removeTags') },
  };
  const { cursor: _cursor, sort: _sort, ...shown } = filter;
  const chosen = ids.length > 0 ? { status: 'all' as const, ids } : { status: 'all' as const, ...shown };
  return { ids, fields, edit: { filter: chosen, ...changesOf(fields) } };
}

/** The rows that were chosen in the list. */
export function readChosen(form: FormData): string[] {
  const ids = form.getAll('id').flatMap((id) => (typeof id === 'string' && id !== '' ? [id] : []));
  return [...new Set(ids)];
}

function changesOf({ what, categoryId, payee, state, notes, clearNotes, ...tags }: BulkFields) {
  if (what === 'remove') return { remove: true as const };
  const [addTags, removeTags] = [readTags(tags.addTags), readTags(tags.removeTags)];
  return {
    ...(categoryId !== '' && { categoryId }),
    ...(payee !== '' && { payee }),
    ...(state !== '' && { state: state as NonNullable<BulkEdit['state']> }),
    ...(addTags.length > 0 && { addTags }),
    ...(removeTags.length > 0 && { removeTags }),
    ...(notes !== '' ? { notes } : clearNotes ? { notes: '' } : {}),
  };
}
