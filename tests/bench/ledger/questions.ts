import type { ListTransactionsInput } from '@steward/core/ledger';
import { ACCOUNTS, CATEGORIES, idAt, PAYEES } from './generated-ledger.ts';

type Question = Partial<ListTransactionsInput>;

const WORDS = ['market', 'cafe', 'garage', 'books', 'energy', 'pharmacy', 'station', 'bakery'];
const wordOf = (n: number) => WORDS[n % WORDS.length] ?? 'market';
const monthOf = (n: number) => `20${String(16 + (n % 10))}-${String(1 + (n % 12)).padStart(2, '0')}`;

/** What people ask of a long ledger, each question with other values at each turn. */
export const QUESTIONS: Readonly<Record<string, (turn: number) => Question>> = {
  'first page': () => ({}),
  'page in the middle': (n) => ({ offset: 100_000 + 17_000 * (n % 50) }),
  account: (n) => ({ accountId: idAt('acc', n % ACCOUNTS) }),
  'account, oldest first': (n) => ({ accountId: idAt('acc', n % ACCOUNTS), sort: 'oldest' }),
  'category and those under it': (n) => ({ categoryId: idAt('cat', n % CATEGORIES) }),
  'account and category': (n) => ({
    accountId: idAt('acc', n % ACCOUNTS),
    categoryId: idAt('cat', (n * 7) % CATEGORIES),
  }),
  payee: (n) => ({ payeeId: idAt('pay', (n * n * 7) % PAYEES) }),
  import: (n) => ({ importId: idAt('imp', (n * 13) % 200) }),
  days: (n) => ({ from: `${monthOf(n)}-03`, to: `${monthOf(n + 1).slice(0, 4)}-12-20` }),
  'amount between': (n) => ({ leastMinor: 100 * (n % 150), mostMinor: 100 * (n % 150) + 60 }),
  'amount, exactly': (n) => ({ amountMinor: -(1 + ((n * 37) % 20_000)) }),
  'in or out': (n) => ({ direction: n % 2 === 0 ? 'in' : 'out' }),
  pending: () => ({ state: 'pending' }),
  reconciled: () => ({ state: 'reconciled' }),
  'without a category': () => ({ status: 'uncategorised' }),
  'with a category': () => ({ status: 'categorised' }),
  'largest first': () => ({ sort: 'largest' }),
  'category, largest first': (n) => ({ categoryId: idAt('cat', n % CATEGORIES), sort: 'largest' }),
  'search: a common word': (n) => ({ search: wordOf(n) }),
  'search: the beginning of one': (n) => ({ search: wordOf(n).slice(0, 3) }),
  'search: two words': (n) => ({ search: `${wordOf(n)} ${wordOf(n + 3)}` }),
  'search: a number': (n) => ({ search: String(1_000 + n * 17) }),
  'search: words that all have': () => ({ search: 'card payment' }),
  'search: nothing found': (n) => ({ search: `${wordOf(n)} zzz` }),
  'search in an account': (n) => ({ search: wordOf(n), accountId: idAt('acc', n % ACCOUNTS) }),
};
