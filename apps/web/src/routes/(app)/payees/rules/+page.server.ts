import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash, undoOf } from '#lib/shell/flash.ts';
import { textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

const PLACE = '/payees/rules';

export const load: PageServerLoad = async ({ locals: { api } }) => ({
  rules: await api.payees.listPayeeRules(),
});

function ruleIn(form: FormData) {
  const match = textOf(form, 'match') as 'equals' | 'starts_with' | 'contains';
  return { match, text: textOf(form, 'text'), name: textOf(form, 'name') };
}

export const actions: Actions = {
  preview: async ({ request, locals: { api } }) => {
    const rule = ruleIn(await request.formData());
    const preview = await attempt(api.payees.previewPayeeRule(rule));
    return preview.ok ? { rule, preview: preview.value } : preview.failure;
  },

  add: async (event) => {
    const form = await event.request.formData();
    const input = { ...ruleIn(form), applyToAll: form.get('applyToAll') === 'on' };
    const added = await attempt(event.locals.api.payees.addPayeeRule(input));
    if (!added.ok) return added.failure;
    const { changeSetId, moved } = added.value;
    setFlash(event, {
      ...{ message: 'The rule is kept', note: `Transactions that went over: ${moved}.`, place: PLACE },
      ...undoOf(changeSetId),
    });
    redirect(303, PLACE);
  },

  remove: async (event) => {
    const form = await event.request.formData();
    const removed = await attempt(event.locals.api.payees.removePayeeRule({ id: textOf(form, 'id') }));
    if (!removed.ok) return removed.failure;
    const { changeSetId } = removed.value;
    setFlash(event, {
      ...{ message: 'The rule is removed', place: PLACE },
      ...undoOf(changeSetId),
    });
    redirect(303, PLACE);
  },
};
