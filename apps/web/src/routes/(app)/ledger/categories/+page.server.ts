import type { CategoryIcon, CategoryKind, StarterSet } from '@steward/core/ledger';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const PLACE = '/ledger/categories';

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const [categories, counts] = await Promise.all([api.ledger.listCategories(), api.ledger.countByCategory()]);
  const edited = categories.find(({ id }) => id === url.searchParams.get('edit')) ?? null;
  return { categories, counts, edited, withArchived: url.searchParams.has('archived') };
};

const icon = (form: FormData) => (textOf(form, 'icon') || null) as CategoryIcon | null;

interface Done {
  changeSetId: string | null;
  note?: string;
}

/** Back to the list, with what was done and the way to take it back. */
function done(event: RequestEvent, message: string, { changeSetId, note }: Done): never {
  setFlash(event, { message, place: PLACE, ...undoOf(changeSetId), ...(note !== undefined && { note }) });
  redirect(303, PLACE);
}

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData();
    const created = await attempt(
      event.locals.api.ledger.createCategory({
        name: textOf(form, 'name'),
        kind: textOf(form, 'kind') as CategoryKind,
        parentId: textOf(form, 'parentId') || null,
        icon: icon(form),
      }),
    );
    if (!created.ok) return created.failure;
    return done(event, `${created.value.name} is a category now`, created.value);
  },

  update: async (event) => {
    const form = await event.request.formData();
    const updated = await attempt(
      event.locals.api.ledger.updateCategory({
        id: textOf(form, 'id'),
        name: textOf(form, 'name'),
        parentId: textOf(form, 'parentId') || null,
        icon: icon(form),
      }),
    );
    if (!updated.ok) return updated.failure;
    return done(event, 'The category is changed', updated.value);
  },

  move: async (event) => {
    const form = await event.request.formData();
    const moved = await attempt(
      event.locals.api.ledger.updateCategory({
        id: textOf(form, 'id'),
        parentId: textOf(form, 'parentId') || null,
      }),
    );
    if (!moved.ok) return moved.failure;
    return done(event, 'The category is moved', moved.value);
  },

  archive: async (event) => {
    const id = textOf(await event.request.formData(), 'id');
    const archived = await attempt(event.locals.api.ledger.updateCategory({ id, isHidden: true }));
    if (!archived.ok) return archived.failure;
    return done(event, 'The category is archived', archived.value);
  },

  restore: async (event) => {
    const id = textOf(await event.request.formData(), 'id');
    const restored = await attempt(event.locals.api.ledger.updateCategory({ id, isHidden: false }));
    if (!restored.ok) return restored.failure;
    return done(event, 'The category is back', restored.value);
  },

  starter: async (event) => {
    const set = textOf(await event.request.formData(), 'set') as StarterSet;
    const made = await attempt(event.locals.api.ledger.addStarterSet({ set }));
    if (!made.ok) return made.failure;
    return done(event, `Categories made: ${made.value.made}`, made.value);
  },

  merge: async (event) => {
    const form = await event.request.formData();
    const input = { from: textOf(form, 'from'), into: textOf(form, 'into') };
    const merged = await attempt(event.locals.api.ledger.mergeCategory(input));
    if (!merged.ok) return merged.failure;
    const { moved, changeSetId } = merged.value;
    return done(event, 'Merged', { changeSetId, note: `Transactions moved: ${moved}.` });
  },

  remove: async (event) => {
    const id = textOf(await event.request.formData(), 'id');
    const removed = await attempt(event.locals.api.ledger.removeCategory({ id }));
    if (!removed.ok) return removed.failure;
    return done(event, 'The category is removed', removed.value);
  },
};
