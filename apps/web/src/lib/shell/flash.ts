import type { Cookies } from '@sveltejs/kit';

/** What was done last, told once on the page it was done on. */
export interface Flash {
  id: string;
  message: string;
  note?: string;
  /** What Undo takes back: a change of the ledger, or what was said of a payee or a match. */
  undo?: { kind: 'changeSetId' | 'payeeId' | 'matchId'; id: string };
  /** Where Undo goes back to, if not to where it is pressed. */
  back?: string;
  /** The path on which it is told. */
  place: string;
}

const NAME = 'flash';
/** A browser keeps no cookie above 4 kB, and a character may need nine bytes in it. */
const LONGEST_TEXT = 120;
const LONGEST_PATH = 1_000;

/**
 * Kept in a cookie until the next action or the end of the browser's session, so that it survives the
 * redirect after a form, and reloads, with or without JavaScript.
 */
export function setFlash({ cookies, url }: { cookies: Cookies; url: URL }, flash: Omit<Flash, 'id'>): void {
  const { message, note, back, ...rest } = flash;
  const value = JSON.stringify({
    ...{ ...rest, message: clip(message), id: crypto.randomUUID() },
    ...(note !== undefined && { note: clip(note) }),
    ...(back !== undefined && back.length <= LONGEST_PATH && { back }),
  });
  const secure = url.protocol === 'https:';
  cookies.set(NAME, value, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** What Undo takes back after a change of the ledger; nothing where all was so already. */
export function undoOf(changeSetId: string | null): Pick<Flash, 'undo'> {
  return changeSetId === null ? {} : { undo: { kind: 'changeSetId', id: changeSetId } };
}

function clip(text: string): string {
  // Half of a pair of code units would be no text.
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT).toWellFormed()}…` : text;
}

/** To be called before each action: what was done last is then no longer the last. */
export function dropFlash({ cookies, url }: { cookies: Cookies; url: URL }): void {
  if (cookies.get(NAME) === undefined) return;
  cookies.delete(NAME, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}

export function readFlash(cookies: Cookies): Flash | null {
  const value = cookies.get(NAME);
  if (value === undefined) return null;
  try {
    const flash = JSON.parse(value) as Partial<Flash> | null;
    const isWhole = ['id', 'message', 'place'].every(
      (key) => typeof flash?.[key as keyof Flash] === 'string',
    );
    return isWhole ? (flash as Flash) : null;
  } catch {
    return null;
  }
}
