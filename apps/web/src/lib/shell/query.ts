type Changes = Readonly<Record<string, string | number | null | undefined>>;

/** The same page with other parameters; null, undefined and the empty text take one away. */
export function withQuery(url: { pathname: string; search: string }, changes: Changes): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') query.delete(name);
    else query.set(name, String(value));
  }
  // Named actions and what they left behind are no part of a page's address.
  for (const name of [...query.keys()]) if (name.startsWith('/')) query.delete(name);
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}

/** A field of a form to the letter, as passwords and separators are; the empty text when it is not there or is a file. */
export function typedOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** A field of a form as text, without the space around it. */
export function textOf(form: FormData, name: string): string {
  return typedOf(form, name).trim();
}

/** A field of a form as a number; null when nothing is in it. */
export function numberOrNull(form: FormData, name: string): number | null {
  const text = textOf(form, name);
  return text === '' ? null : Number(text);
}

/** A field of a form as a number; not a number when nothing is in it, for the schema to refuse. */
export function numberOf(form: FormData, name: string): number {
  return numberOrNull(form, name) ?? NaN;
}

const HERE = 'http://here.invalid';

/** A path of this site to go back to, as browsers read it; anything else becomes the fallback. */
export function safePath(path: string | null, fallback: string): string {
  if (!path?.startsWith('/') || !URL.canParse(path, HERE)) return fallback;
  const { origin, pathname, search, hash } = new URL(path, HERE);
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : fallback;
}
