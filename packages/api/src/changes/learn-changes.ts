import { labelChangeOf, type ChangeSetItem, type TaughtTransaction } from '@steward/core/changes';
import type { NewLearningEvent } from '@steward/core/learning';
import type { WriteTx } from '@steward/db/client';
import { readCategoryMerges, readStandingEvent, readTaught, setLearningSeqs } from '@steward/db/changes';
import { appendLearning } from '@steward/db/learning';

/** What the model sees of a transaction. */
const SEEN: ReadonlySet<string> = new Set(['date', 'amount', 'importedPayee', 'importedMemo']);

interface Learning {
  items: readonly ChangeSetItem[];
  /** The transactions that the items touch, as they were before. */
  before: ReadonlyMap<string, TaughtTransaction>;
  at: Date;
}

/**
 * Lets the model follow the ledger: what it learned of categories and transactions that changed is taken back, and what
 * stands now is learned. Returns the learning event of each transaction that teaches something.
 */
export async function learnChanges(
  tx: WriteTx,
  { items, before, at }: Learning,
): Promise<Map<string, number>> {
  const ofCategories = await eventsOfCategories(tx, items);
  if (ofCategories.length > 0) await appendLearning(tx, ofCategories, at);
  const after = await readTaught(tx.orm, [...before.keys()]);
  const intoOf = await followMerges(tx);
  const others = new Set(items.flatMap(({ field, entityId }) => (SEEN.has(field) ? entityId : [])));
  const changes = [...after.values()].map((row) => {
    const { transactionId } = row;
    const isOther = others.has(transactionId);
    return labelChangeOf({ before: before.get(transactionId), after: row, isOther, intoOf });
  });
  const withdrawn = changes.flatMap((change) => change.withdrawn ?? []);
  const learned = changes.flatMap(({ transactionId, learned: categoryId }) =>
    categoryId === null ? [] : [{ transactionId, categoryId }],
  );
  if (withdrawn.length + learned.length === 0) return keptOf(changes);
  const firstSeq = await appendLearning(
    tx,
    [
      ...withdrawn.map((ofSeq) => ({ type: 'label_withdrawn', ofSeq }) as const),
      ...learned.map(({ transactionId, categoryId }) => {
        return { type: 'label_seen', subject: { transactionId }, categoryId } as const;
      }),
    ],
    at,
  );
  const seqOf = new Map(
    learned.map(({ transactionId }, index) => [transactionId, firstSeq + withdrawn.length + index]),
  );
  await setLearningSeqs(
    tx,
    changes
      .filter((change) => change.withdrawn !== null || change.learned !== null)
      .map(({ transactionId }) => ({ transactionId, learningSeq: seqOf.get(transactionId) ?? null })),
  );
  return new Map([...keptOf(changes), ...seqOf]);
}

function keptOf(changes: readonly { transactionId: string; kept: number | null }[]): Map<string, number> {
  return new Map(
    changes.flatMap(({ transactionId, kept }) => (kept === null ? [] : [[transactionId, kept] as const])),
  );
}

async function followMerges(tx: WriteTx): Promise<(categoryId: string) => string> {
  const merges = await readCategoryMerges(tx.orm);
  return (categoryId) => {
    let end = categoryId;
    for (let next = merges.get(end); next !== undefined; next = merges.get(end)) end = next;
    return end;
  };
}

async function eventsOfCategories(tx: WriteTx, items: readonly ChangeSetItem[]): Promise<NewLearningEvent[]> {
  const events: NewLearningEvent[] = [];
  for (const { entity, entityId, field, after } of items) {
    if (entity !== 'category') continue;
    if (field === 'mergedInto' && typeof after === 'string') {
      events.push({ type: 'category_merged', categoryId: entityId, intoCategoryId: after });
    } else if (field === 'exists' && after === false) {
      events.push({ type: 'category_removed', categoryId: entityId });
    } else if (field === 'mergedInto' || field === 'exists') {
      const type = field === 'mergedInto' ? 'category_merged' : 'category_removed';
      const ofSeq = await readStandingEvent(tx.orm, type, entityId);
      if (ofSeq !== null) events.push({ type: 'label_withdrawn', ofSeq });
    }
  }
  return events;
}
