import { LocalDate } from '@steward/core/calendar';
import { TransactionStatus, TransactionSort, type ListTransactionsInput } from '@steward/core/ledger';
import { exponentOf, formatAmount, parseAmount } from '@steward/core/money';

export type LedgerFilter = Omit<ListTransactionsInput, 'limit' | 'status' | 'sort'> & {
  status?: ListTransactionsInput['status'];
  sort?: TransactionSort;
};

const TEXTS = [
  ...(['accountId', 'payeeId', 'payee', 'categoryId', 'importId'] as const),
  ...(['contextKey', 'contextValue', 'word', 'tag', 'search', 'cursor'] as const),
];

/** What the address of a ledger page asks for; an amount, day or state that cannot be is as if absent. */
export function readLedgerFilter(query: URLSearchParams, currency = 'EUR'): LedgerFilter {
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
  for (const name of ['from', 'to'] as const) {
    const date = LocalDate.safeParse(query.get(name));
    if (date.success) filter[name] = date.data;
  }
  const least = readSize(query.get('least'), currency);
  if (least !== null) filter.leastMinor = least;
  const most = readSize(query.get('most'), currency);
  if (most !== null) filter.mostMinor = most;
  const direction = query.get('direction');
  if (direction === 'in' || direction === 'out') filter.direction = direction;
  const state = TransactionStatus.safeParse(query.get('state'));
  if (state.success) filter.state = state.data;
  const sort = TransactionSort.safeParse(query.get('sort'));
  if (sort.success && sort.data !== 'newest') filter.sort = sort.data;
  return filter;
}

/** An amount as it is typed, its sign left aside. */
function readSize(text: string | null, currency: string): number | null {
  if (!text) return null;
  const parsed = parseAmount(text, { decimal: '.', thousands: ',', exponent: exponentOf(currency) ?? 2 });
  return parsed.ok ? Math.abs(parsed.amountMinor) : null;
}

/** An amount as the field shows it. */
export function writeSize(sizeMinor: number | undefined, currency: string): string {
  return sizeMinor === undefined ? '' : formatAmount({ amountMinor: sizeMinor, currency });
}

/** The same filter as the query of the API. */
export function toApiQuery({ cursor: _cursor, ids, ...filter }: LedgerFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  for (const id of ids ?? []) query.append('ids', id);
  return query;
}

/** What of an address is a view: everything but the place in the list. */
export function viewQuery(url: { search: string }): string {
  const query = new URLSearchParams(url.search);
  for (const name of [...query.keys()]) if (name === 'cursor' || name.startsWith('/')) query.delete(name);
  for (const [name, value] of [...query]) if (value === '') query.delete(name);
  return query.toString();
}
