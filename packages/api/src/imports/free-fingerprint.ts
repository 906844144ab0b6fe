import { fingerprintOfOccurrence, type IdentifiedRow } from '@steward/core/imports';
import type { Orm } from '@steward/db/client';
import { findByFingerprint } from '@steward/db/ledger';

const AT_ONCE = 8;

interface Wanted {
  accountId: string;
  row: IdentifiedRow;
  /** Fingerprints that are given away; the one that is found is added. */
  taken: Set<string>;
}

/** The fingerprint of the next occurrence of a row that neither the ledger has nor anybody was given. */
export async function findFreeFingerprint(orm: Orm, { accountId, row, taken }: Wanted): Promise<string> {
  for (let from = row.ordinal + 1; ; from += AT_ONCE) {
    const candidates = Array.from({ length: AT_ONCE }, (_, index) =>
      fingerprintOfOccurrence(accountId, row, from + index),
    );
    const standing = await findByFingerprint(orm, candidates);
    const free = candidates.find((candidate) => !standing.has(candidate) && !taken.has(candidate));
    if (free === undefined) continue;
    taken.add(free);
    return free;
  }
}
