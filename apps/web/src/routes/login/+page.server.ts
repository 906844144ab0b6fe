import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { safePath, textOf, typedOf } from '#lib/shell/query.ts';
import type { Actions, PageServerLoad } from './$types';

/** Holds the token of someone whose password was right, and whose code is still asked for. */
const SECOND_STEP = 'second_step';
const SECOND_STEP_SECONDS = 600;
const HIDDEN = { path: '/login', httpOnly: true, sameSite: 'lax' } as const;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  if (locals.user !== null) redirect(303, safePath(url.searchParams.get('next'), '/review'));
  if (!(await locals.access.isSetUp())) redirect(303, '/setup');
  const hasLinkedDemo = await locals.access.hasLinkedDemo();
  return {
    hasLinkedDemo,
    asksForCode: url.searchParams.has('code') && cookies.get(SECOND_STEP) !== undefined,
  };
};

export const actions: Actions = {
  signIn: async ({ request, locals, url, cookies }) => {
    const form = await request.formData();
    const signedIn = await attempt(
      locals.access.signIn({
        email: textOf(form, 'email'),
        password: typedOf(form, 'password'),
      }),
    );
    if (!signedIn.ok) return signedIn.failure;
    const next = safePath(url.searchParams.get('next'), '/review');
    if (signedIn.value === null) redirect(303, next);
    const secure = url.protocol === 'https:';
    cookies.set(SECOND_STEP, signedIn.value, { ...HIDDEN, secure, maxAge: SECOND_STEP_SECONDS });
    redirect(303, `/login?code&next=${encodeURIComponent(next)}`);
  },

  /** The second half, after the password. */
  code: async ({ request, locals, url, cookies }) => {
    const code = textOf(await request.formData(), 'code');
    const signedIn = await attempt(locals.account.signInWithCode({ token: cookies.get(SECOND_STEP), code }));
    if (!signedIn.ok) return signedIn.failure;
    cookies.delete(SECOND_STEP, { ...HIDDEN, secure: url.protocol === 'https:' });
    redirect(303, safePath(url.searchParams.get('next'), '/review'));
  },

  startPasskey: async ({ locals }) => ({ given: await locals.account.startPasskeySignIn() }),

  passkey: async ({ request, locals, url }) => {
    const form = await request.formData();
    const input = { token: textOf(form, 'token'), answer: textOf(form, 'answer') };
    const signedIn = await attempt(locals.account.finishPasskeySignIn(input));
    if (!signedIn.ok) return signedIn.failure;
    redirect(303, safePath(url.searchParams.get('next'), '/review'));
  },

  signOut: async ({ locals }) => {
    await locals.access.signOut();
    redirect(303, '/login');
  },
};
