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

/** A field of a form as text; the empty text when it is not there or is a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A field of a form as a number; not a number when nothing is in it, for the schema to refuse. */
export function numberOf(form: FormData, name: string): number {
  const text = textOf(form, name);
  return text === '' ? NaN : Number(text);
}

const HERE = 'http://here.invalid';

/** A path of this site to go back to, as browsers read it; anything else becomes the fallback. */
export function safePath(path: string | null, fallback: string): string {
  if (!path?.startsWith('/') || !URL.canParse(path, HERE)) return fallback;
  const { origin, pathname, search, hash } = new URL(path, HERE);
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : fallback;
}
