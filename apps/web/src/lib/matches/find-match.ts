import { DomainError } from '@steward/core/errors';
import type { Match } from '@steward/core/matches';
import type { Api } from '#lib/server/api.ts';

/** One match; null when there is none. */
export async function findMatch(api: Api, id: string): Promise<Match | null> {
  try {
    return await api.matches.getMatch({ id });
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'invalid')) return null;
    throw error;
  }
}
