import type { Api } from '#lib/server/api.ts';
import type { Account } from '@steward/core/ledger';
import { readLedgerFilter, type LedgerFilter } from './ledger-filter.ts';

interface ShownFilter {
  filter: LedgerFilter;
  accounts: Account[];
  /** Of the amounts that are typed. */
  currency: string;
}

/** What the address of the ledger asks for; amounts in it are in the currency of its account. */
export async function readShownFilter(api: Api, query: URLSearchParams): Promise<ShownFilter> {
  const [accounts, settings] = await Promise.all([api.ledger.listAccounts(), api.settings.get()]);
  const account = accounts.find(({ id }) => id === query.get('accountId'));
  const currency = account?.currency ?? settings.baseCurrency;
  return { filter: readLedgerFilter(query, currency), accounts, currency };
}
