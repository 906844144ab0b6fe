import { readLedgerFilter } from '#lib/ledger/ledger-filter.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const filter = readLedgerFilter(url.searchParams);
  const [transactions, accounts, categories] = await Promise.all([
    api.ledger.listTransactions({ ...filter, limit: PAGE_ROWS }),
    api.ledger.listAccounts(),
    api.ledger.listCategories(),
  ]);
  return { filter, transactions, accounts, categories };
};
