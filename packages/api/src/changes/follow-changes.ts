import type { ChangeSetItem } from '@steward/core/changes';
import type { WriteTx } from '@steward/db/client';
import { followLearnMode, followMerge, followTransactions, followUnmerge } from '@steward/db/changes';
import { refreshReviewValues } from '@steward/db/review';

/** Payees whose items are put in order before other work has its turn. */
const ORDERED_AT_ONCE = 50;

interface Following {
  items: readonly ChangeSetItem[];
  transactionIds: readonly string[];
  payeeIds: readonly string[];
  at: Date;
  pause: () => Promise<void>;
}

/** Makes the review queue what the changed ledger says of it. */
export async function followChanges(tx: WriteTx, following: Following): Promise<void> {
  const { items, transactionIds, payeeIds, at, pause } = following;
  for (const { entity, entityId, field, before, after } of items) {
    if (entity === 'payee' && field === 'learnMode') await followLearnMode(tx, entityId, after !== 'off');
    if (entity === 'category' && field === 'mergedInto') {
      if (typeof after === 'string') await followMerge(tx, entityId, after);
      else if (typeof before === 'string') await followUnmerge(tx, entityId, before);
    }
  }
  await followTransactions(tx, transactionIds, at);
  for (let start = 0; start < payeeIds.length; start += ORDERED_AT_ONCE) {
    await refreshReviewValues(tx, payeeIds.slice(start, start + ORDERED_AT_ONCE));
    await pause();
  }
}
