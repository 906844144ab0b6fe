import type { EvidenceFilter } from '@steward/core/decisions';

/** The address of the ledger page that shows exactly the transactions behind a count. */
export function evidenceHref(filter: EvidenceFilter): string {
  const query = new URLSearchParams();
  if (filter.payee !== undefined) query.set('payee', filter.payee);
  if (filter.word !== undefined) query.set('word', filter.word);
  if (filter.amountMinor !== undefined) query.set('amountMinor', String(filter.amountMinor));
  if (filter.context) {
    query.set('contextKey', filter.context.key);
    query.set('contextValue', filter.context.value);
  }
  if (filter.categoryId !== undefined) query.set('categoryId', filter.categoryId);
  return `/ledger?${query.toString()}`;
}
