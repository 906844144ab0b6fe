import type { ChangeSetPage } from '@steward/core/changes';
import { listChangeSets } from '@steward/db/changes';
import type { WorkspaceDb } from '@steward/db/client';

export async function listChangeSetsPage(
  db: WorkspaceDb,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<ChangeSetPage> {
  const items = await db.read((orm) => listChangeSets(orm, { beforeId: cursor ?? null, limit }));
  return { items, nextCursor: items.length === limit ? (items.at(-1)?.id ?? null) : null };
}
