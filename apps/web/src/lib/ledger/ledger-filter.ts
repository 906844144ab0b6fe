import type { ListTransactionsInput } from '@steward/core/ledger';

export type LedgerFilter = Omit<ListTransactionsInput, 'limit' | 'status'> & {
  status?: ListTransactionsInput['status'];
};

const TEXTS = [
  ...(['accountId', 'payeeId', 'payee', 'categoryId', 'importId'] as const),
  ...(['contextKey', 'contextValue', 'word', 'search', 'cursor'] as const),
];

/** What the address of a ledger page asks for; an amount or status that cannot be is as if absent. */
export function readLedgerFilter(query: URLSearchParams): LedgerFilter {
  const filter: LedgerFilter = {};
  for (const name of TEXTS) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  const ids = query.get('ids')?.split(',').filter(Boolean);
  if (ids && ids.length > 0) filter.ids = ids;
  const amountMinor = Number(query.get('amountMinor') ?? NaN);
  if (query.get('amountMinor') && Number.isSafeInteger(amountMinor)) filter.amountMinor = amountMinor;
  const status = query.get('status');
  if (status === 'categorised' || status === 'uncategorised') filter.status = status;
  return filter;
}
