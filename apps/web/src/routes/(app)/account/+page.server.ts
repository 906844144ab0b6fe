import {
  DEFAULT_PREFERENCES,
  type Theme,
  type UpdatePreferences,
  waysOfWriting,
} from '@steward/core/account';
import { DEFAULT_SETTINGS } from '@steward/core/settings';
import { redirect } from '@sveltejs/kit';
import { drawSecret, refuseIn, save, secretOf } from '#lib/account/account-form.ts';
import { offeredLocales } from '#lib/account/locales.ts';
import { attempt } from '#lib/shell/attempt.ts';
import { safePath, textOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { account, api, preferences, workspace } }) => {
  const settings = workspace ? await api.settings.get() : DEFAULT_SETTINGS;
  return {
    overview: await account.overview(),
    workspaceWays: waysOfWriting(DEFAULT_PREFERENCES, settings),
    locales: offeredLocales(preferences.locale),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
    now: new Date(),
  };
};

export const actions: Actions = {
  preferences: (event) =>
    save(event, { section: 'preferences', done: 'Preferences saved' }, (form) => {
      const chosen = (name: string) => textOf(form, name) || null;
      const patch = {
        ...{ theme: chosen('theme'), density: chosen('density'), locale: chosen('locale') },
        ...{ timeZone: chosen('timeZone'), firstDayOfWeek: chosen('firstDayOfWeek') },
      };
      return event.locals.api.account.updatePreferences({ patch } as UpdatePreferences);
    }),

  theme: async ({ request, locals }) => {
    const form = await request.formData();
    const theme = textOf(form, 'theme') as Theme;
    const changed = await attempt(locals.api.account.updatePreferences({ patch: { theme } }));
    if (!changed.ok) return refuseIn('preferences', changed.failure);
    redirect(303, safePath(textOf(form, 'back'), '/account'));
  },

  password: (event) =>
    save(event, { section: 'password', done: 'Password changed' }, (form) =>
      event.locals.account.changePassword({
        ...{ current: secretOf(form, 'current'), next: secretOf(form, 'next') },
        endOthers: form.get('endOthers') === 'on',
      }),
    ),

  startTwoFactor: async ({ request, locals }) => {
    const password = secretOf(await request.formData(), 'password');
    const started = await attempt(locals.account.startTwoFactor({ password }));
    return started.ok ? { draft: drawSecret(started.value) } : refuseIn('twoFactor', started.failure);
  },

  confirmTwoFactor: async ({ request, locals: { account } }) => {
    const code = textOf(await request.formData(), 'code');
    const draft = await account.draftOfTwoFactor();
    const made = await attempt(account.confirmTwoFactor({ code }));
    if (made.ok) return { recoveryCodes: made.value.recoveryCodes };
    return refuseIn('twoFactor', made.failure, draft ? { draft: drawSecret(draft) } : {});
  },

  recoveryCodes: async ({ request, locals }) => {
    const form = await request.formData();
    const input = { password: secretOf(form, 'password'), code: textOf(form, 'code') };
    const made = await attempt(locals.account.renewRecoveryCodes(input));
    return made.ok ? { recoveryCodes: made.value.recoveryCodes } : refuseIn('twoFactor', made.failure);
  },

  disableTwoFactor: (event) =>
    save(event, { section: 'twoFactor', done: 'Two-factor sign-in is off' }, (form) =>
      event.locals.account.disableTwoFactor({
        ...{ password: secretOf(form, 'password'), code: textOf(form, 'code') },
      }),
    ),

  startPasskey: async ({ request, locals }) => {
    const form = await request.formData();
    const input = { name: textOf(form, 'name'), password: secretOf(form, 'password') };
    const asked = await attempt(locals.account.startPasskey(input));
    return asked.ok ? { given: asked.value } : refuseIn('passkeys', asked.failure);
  },

  finishPasskey: (event) =>
    save(event, { section: 'passkeys', done: 'Passkey added' }, (form) =>
      event.locals.account.finishPasskey({ token: textOf(form, 'token'), answer: textOf(form, 'answer') }),
    ),

  renamePasskey: (event) =>
    save(event, { section: 'passkeys', done: 'Passkey renamed' }, (form) =>
      event.locals.account.renamePasskey({ id: textOf(form, 'id'), name: textOf(form, 'name') }),
    ),

  removePasskey: (event) =>
    save(event, { section: 'passkeys', done: 'Passkey removed' }, (form) =>
      event.locals.account.removePasskey({ id: textOf(form, 'id'), password: secretOf(form, 'password') }),
    ),

  revokeSession: (event) =>
    save(event, { section: 'sessions', done: 'The session is ended' }, (form) =>
      event.locals.account.revokeSession({ id: textOf(form, 'id') }),
    ),

  revokeOthers: (event) =>
    save(event, { section: 'sessions', done: 'All other sessions are ended' }, (form) =>
      event.locals.account.revokeOtherSessions({ password: secretOf(form, 'password') }),
    ),
};
