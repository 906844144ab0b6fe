import { foldTag, toTags } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import { readTagSpellings } from '@steward/db/ledger';

/** Tags as they are written already where they are in use; each once. */
export async function spellTags(orm: Orm, names: readonly string[]): Promise<string[]> {
  const known = await readTagSpellings(orm, names);
  return toTags(names.map((name) => known.get(foldTag(name)) ?? name));
}
