import type { WorkspaceDb } from '@steward/db/client';
import {
  readOutboxIds,
  readToldDecisions,
  readToldTransactions,
  type StoredDelivery,
} from '@steward/db/webhooks';

/** The body of a message, the same in every attempt; null when what it tells of is no longer kept. */
export async function renderMessage(db: WorkspaceDb, delivery: StoredDelivery): Promise<string | null> {
  const { type, firstSeq, lastSeq, createdAt } = delivery;
  const { workspaceId } = db;
  const write = (data: object) =>
    JSON.stringify({ type, timestamp: createdAt.toISOString(), data: { workspaceId, ...data } });
  if (type === 'webhook.test') return write({ message: 'A test of this webhook.' });
  return db.read(async (orm) => {
    const ids = await readOutboxIds(orm, { type, firstSeq: firstSeq ?? 0, lastSeq: lastSeq ?? 0 });
    if (ids.length === 0) return null;
    return type === 'transactions.created'
      ? write({ transactions: await readToldTransactions(orm, ids) })
      : write({ decisions: await readToldDecisions(orm, ids) });
  });
}
