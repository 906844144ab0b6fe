import type { TotpSecret } from '@steward/api/access';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { typedOf } from '#lib/shell/query.ts';

export type Section = 'preferences' | 'password' | 'twoFactor' | 'passkeys' | 'sessions';

type Failure = Extract<Awaited<ReturnType<typeof attempt>>, { ok: false }>['failure'];

/** A password as it was typed; absent when the field is. */
export function secretOf(form: FormData, name: string): string | undefined {
  return typedOf(form, name) || undefined;
}

/** The refusal is shown in the section that it is of. */
export function refuseIn(
  section: Section,
  { status, data }: Failure,
  more: { draft?: ReturnType<typeof drawSecret> } = {},
) {
  return fail(status, { section, message: data.message, ...more });
}

interface Doing {
  section: Section;
  /** Told when it is done. */
  done: string;
}

/** One call with what a form sent, then the page anew. */
export async function save(
  event: RequestEvent,
  { section, done }: Doing,
  call: (form: FormData) => Promise<unknown>,
) {
  const saved = await attempt(call(await event.request.formData()));
  if (!saved.ok) return refuseIn(section, saved.failure);
  setFlash(event, { message: done, place: '/account' });
  redirect(303, '/account');
}

/** The secret as text, and as a picture that an authenticator app reads. */
export function drawSecret({ secret, uri }: TotpSecret) {
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 2 }))}`;
  return { secret, picture };
}
