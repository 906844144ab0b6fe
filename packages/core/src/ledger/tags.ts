import { z } from 'zod';
import { DomainError } from '../errors/index.ts';

/** Tags of one transaction. */
export const MOST_TAGS = 20;
const LONGEST_TAG = 50;

/** A tag as somebody writes it: any words on one line, without the comma that parts tags from each other. */
export const Tag = z
  .string()
  .max(200)
  .transform(tidyTag)
  .pipe(
    z
      .string()
      .min(1, 'a tag cannot be empty')
      .max(LONGEST_TAG, `a tag has at most ${LONGEST_TAG} characters`)
      .regex(/^[^,\p{Cc}\p{Cs}]*$/u, 'a tag has no comma and no control characters'),
  );

/** A known tag as it was last written, and how many transactions have it. */
export const TagCount = z.object({ tag: z.string(), transactions: z.number().int() });
export type TagCount = z.infer<typeof TagCount>;

/** NFC, with one space where there was any white space, and none around. */
function tidyTag(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** What two spellings of one tag have in common: capital and small letters are the same, also `ß` and `SS`. */
export function foldTag(tag: string): string {
  return tidyTag(tag).toUpperCase().toLowerCase().normalize('NFC');
}

/** Each tag once, as it was written first, in the order of the alphabet. */
export function sameTagsOnce(tags: readonly string[]): string[] {
  const byFolded = new Map<string, string>();
  for (const tag of tags) if (!byFolded.has(foldTag(tag))) byFolded.set(foldTag(tag), tag);
  return [...byFolded].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, tag]) => tag);
}

/** A text of tags with commas between, as a form has it. */
export function splitTags(text: string): string[] {
  return text
    .split(',')
    .map(tidyTag)
    .filter((tag) => tag !== '');
}

interface TagChange {
  add?: readonly string[] | undefined;
  remove?: readonly string[] | undefined;
}

/**
 * Tags after some came and some went. One that is there already stays as it is written.
 *
 * @throws DomainError `too_many_tags`.
 */
export function changeTags(tags: readonly string[], { add = [], remove = [] }: TagChange): string[] {
  const gone = new Set(remove.map(foldTag));
  const changed = sameTagsOnce([...tags, ...add]).filter((tag) => !gone.has(foldTag(tag)));
  if (changed.length <= MOST_TAGS || changed.length <= tags.length) return changed;
  const message = `A transaction has at most ${MOST_TAGS} tags; this would make ${changed.length}.`;
  throw new DomainError({ code: 'invalid', reason: 'too_many_tags', message });
}
