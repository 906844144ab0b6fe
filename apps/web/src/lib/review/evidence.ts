import type { EvidenceFilter } from '@steward/core/decisions';

/** The address of the ledger page that shows exactly the matching transactions of a factor. */
export function evidenceHref(filter: EvidenceFilter, categoryId: string): string {
  const query = new URLSearchParams();
  if (filter.payee !== undefined) query.set('payee', filter.payee);
  if (filter.word !== undefined) query.set('word', filter.word);
  if (filter.amountMinor !== undefined) query.set('amountMinor', String(filter.amountMinor));
  if (filter.context) {
    query.set('contextKey', filter.context.key);
    query.set('contextValue', filter.context.value);
  }
  query.set('categoryId', categoryId);
  return `/ledger?${query.toString()}`;
}
