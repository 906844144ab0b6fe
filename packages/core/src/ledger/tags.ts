import { z } from 'zod';

/** Tags that one transaction may have. */
export const MOST_TAGS = 20;
const LONGEST_TAG = 40;

/** A word of a person's own; commas part them where they are typed. */
const Tag = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_TAG)
  .regex(/^[^,\p{Cc}]+$/u, 'a tag holds no comma');

export const Tags = z.array(Tag).max(MOST_TAGS);

/** What a tag is known again by: the same in every way of writing it. */
export function foldTag(name: string): string {
  return spell(name).toLowerCase();
}

/** Each tag once, as it was written first, in the order of what they are known by. */
export function toTags(names: readonly string[]): string[] {
  const byFolded = new Map<string, string>();
  for (const name of names) if (!byFolded.has(foldTag(name))) byFolded.set(foldTag(name), spell(name));
  return [...byFolded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

function spell(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Tags as they are typed, with commas between them; empty ones are left out. */
export function readTags(text: string): string[] {
  return toTags(text.split(',').filter((name) => spell(name) !== ''));
}
