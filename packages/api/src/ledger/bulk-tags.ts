import type { ChangeSetItem } from '@steward/core/changes';
import { foldTag, MOST_TAGS, toTags, type BulkEdit, type Transaction } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import type { Wanted } from './plan-bulk-edit.ts';
import { spellTags } from './spell-tags.ts';

/** Tags that are added to those of each row, or taken from them; null where neither is asked for. */
export async function tagsWanted(
  orm: Orm,
  { addTags = [], removeTags = [] }: Pick<BulkEdit, 'addTags' | 'removeTags'>,
): Promise<Wanted | null> {
  if (addTags.length + removeTags.length === 0) return null;
  const added = await spellTags(orm, addTags);
  const removed = new Set(removeTags.map(foldTag));
  const beforeOf = ({ tags }: Transaction) => ({ value: tags, text: tags.join(', ') });
  const afterOf = ({ tags }: Transaction) => {
    const left = tags.filter((name) => !removed.has(foldTag(name)));
    const value = toTags([...left, ...added]);
    return { value, text: value.join(', ') };
  };
  const done = [
    ...(added.length > 0 ? [`Tagged ${added.join(', ')}`] : []),
    ...(removed.size > 0 ? [`Tags taken away: ${toTags(removeTags).join(', ')}`] : []),
  ];
  return { field: 'tags', afterOf, beforeOf, done: done.join(', ') };
}

export function hasTooManyTags({ field, after }: ChangeSetItem): boolean {
  return field === 'tags' && Array.isArray(after) && after.length > MOST_TAGS;
}
