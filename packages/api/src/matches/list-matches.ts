import type { MatchFilter, MatchPage } from '@steward/core/matches';
import type { WorkspaceDb } from '@steward/db/client';
import { countWaitingMatches, listMatches } from '@steward/db/matches';

interface MatchRequest {
  filter: MatchFilter;
  cursor: string | null;
  limit: number;
}

const COUNTED = 1_000;

export async function listMatchesPage(
  db: WorkspaceDb,
  { filter, cursor, limit }: MatchRequest,
): Promise<MatchPage> {
  return db.read(async (orm) => {
    const items = await listMatches(orm, { filter, afterId: cursor, limit });
    const nextCursor = items.length === limit ? (items.at(-1)?.id ?? null) : null;
    return { items, nextCursor, waiting: await countWaitingMatches(orm, COUNTED) };
  });
}
