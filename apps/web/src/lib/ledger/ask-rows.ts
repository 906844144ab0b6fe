import type { ListedTransaction } from '@steward/core/ledger';
import { toApiQuery, type LedgerFilter } from './ledger-filter.ts';

interface Asked {
  filter: LedgerFilter;
  offset: number;
  limit: number;
  signal: AbortSignal;
}

/** Rows from anywhere in the list; null when they could not be asked for. */
export async function askForRows({
  filter,
  offset,
  limit,
  signal,
}: Asked): Promise<ListedTransaction[] | null> {
  const query = toApiQuery(filter);
  query.set('offset', String(offset));
  query.set('limit', String(limit));
  try {
    const response = await fetch(`/api/v1/transactions?${query.toString()}`, { signal });
    if (!response.ok) return null;
    const { items } = (await response.json()) as { items: ListedTransaction[] };
    return items;
  } catch {
    return null;
  }
}
