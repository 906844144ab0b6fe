import { deserialize } from '$app/forms';

type Given<T> = { given: T } | { message: string };

/** Asks a form action for what the browser's own dialogue needs. */
export async function askAction<T>(action: string, form: FormData): Promise<Given<T>> {
  const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
  const response = await fetch(action, { method: 'POST', body: form, headers });
  const result = deserialize<{ given: T }, { message?: string }>(await response.text());
  if (result.type === 'success' && result.data) return { given: result.data.given };
  if (result.type === 'failure' && result.data?.message) return { message: result.data.message };
  return { message: 'The server did not answer. Try again.' };
}

/** Puts the device's answer into a form and sends it. */
export function sendAnswer(form: HTMLFormElement, token: string, answer: unknown): void {
  for (const [name, value] of Object.entries({ token, answer: JSON.stringify(answer) })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.submit();
}

/** Why the dialogue ended without a passkey, in words. */
export function wordsOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device has a passkey for Steward already.';
  if (name === 'SecurityError')
    return 'Passkeys need an address with a name, over https, or localhost; not a number such as 127.0.0.1.';
  return 'No passkey was given: the request was closed, or took too long.';
}
