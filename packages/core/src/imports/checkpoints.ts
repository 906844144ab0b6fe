import { addDays } from '../calendar/index.ts';
import type { Statement, StatementBalance } from '../statements/index.ts';
import type { AccountBalance, BalanceCheckpoint } from './imports.schema.ts';

/** The newest of a file, which an import keeps. */
const KEPT = 400;

/**
 * What the statements of one account say was booked on it at the end of a day: before their first entry, and where they
 * state a balance in between or at their end. One a day, by day; none where they are in several currencies.
 */
export function findCheckpoints(statements: readonly Statement[]): BalanceCheckpoint[] {
  const byDate = new Map<string, BalanceCheckpoint>();
  const currencies = new Set<string>();
  const note = ({ amountMinor, currency }: StatementBalance, date: string, isOpening: boolean) => {
    currencies.add(currency);
    // What a statement says of the end of a day goes before what another one concludes for it.
    if (!isOpening || !byDate.has(date)) byDate.set(date, { date, amountMinor, isOpening });
  };
  for (const { balances, items } of statements) {
    for (const balance of balances) {
      if (balance.date === null) continue;
      if (balance.kind === 'closing' || balance.kind === 'interim') note(balance, balance.date, false);
    }
    const opening = balances.find(({ kind }) => kind === 'opening');
    const first = firstDateOf(items);
    if (opening && first !== null) note(opening, addDays(first, -1), true);
  }
  if (currencies.size > 1) return [];
  const all = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  return all.slice(-KEPT);
}

function firstDateOf(items: Statement['items']): string | null {
  let first: string | null = null;
  for (const item of items) {
    if (item.kind === 'entry' && (first === null || item.entry.date < first)) first = item.entry.date;
  }
  return first;
}

interface CheckInput {
  currency: string;
  checkpoints: readonly BalanceCheckpoint[];
  openingBalanceMinor: number;
  /** What is booked on each day, of the ledger or of rows that are yet to come. */
  booked: readonly { date: string; amountMinor: number }[];
}

/**
 * The account's balance on the day of the last checkpoint beside what the file says, and the first checkpoint from which on
 * they differ all along. null where the file states no balance, or the sums cannot be counted exactly.
 */
export function checkAccountBalance(input: CheckInput): AccountBalance | null {
  const { checkpoints, currency } = input;
  const last = checkpoints.findLast(({ isOpening }) => !isOpening);
  if (!last) return null;
  const days = [...input.booked].sort((a, b) => (a.date < b.date ? -1 : 1));
  let balance = input.openingBalanceMinor;
  let next = 0;
  let first: BalanceCheckpoint | null = null;
  for (const checkpoint of checkpoints) {
    for (let day = days[next]; day && day.date <= checkpoint.date; day = days[next]) {
      balance += day.amountMinor;
      next += 1;
    }
    if (!Number.isSafeInteger(balance)) return null;
    if (balance === checkpoint.amountMinor) first = null;
    else first ??= checkpoint;
    if (checkpoint === last) break;
  }
  return {
    ...{ date: last.date, currency, fileMinor: last.amountMinor, ledgerMinor: balance },
    firstDifferenceOn: first?.date ?? null,
    isBeforeFile: first?.isOpening ?? false,
  };
}
