import { failWith } from '#lib/server/refusal.ts';

type Attempt<T> = { ok: true; value: T } | { ok: false; failure: ReturnType<typeof failWith> };

/** For form actions: what a call gives, or its refusal as the form's own failure. */
export async function attempt<T>(call: Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    return { ok: false, failure: failWith(error) };
  }
}
