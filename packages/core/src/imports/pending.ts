import { dayNumber } from '../calendar/index.ts';
import { normalisePayee } from '../payees/index.ts';
import type { KnownTransaction } from './duplicates.ts';
import type { ParsedRow } from './imports.schema.ts';

/** Days that may lie between what is pending and what the bank books of it. */
export const PENDING_DAYS = 7;

/** A transaction of the ledger that the bank has not booked yet. */
export interface PendingTransaction extends KnownTransaction {
  importedPayee: string;
}

/** The pending transactions of an account, each of which becomes one booked transaction at most. */
export interface PendingPool {
  byContent: Map<string, PendingTransaction[]>;
  taken: Set<string>;
}

export function createPendingPool(pending: readonly PendingTransaction[]): PendingPool {
  const keyOf = (one: PendingTransaction) => contentOf({ ...one, payee: one.importedPayee });
  return { byContent: Map.groupBy(pending, keyOf), taken: new Set() };
}

function contentOf({ amountMinor, payee }: Pick<ParsedRow, 'amountMinor' | 'payee'>): string {
  return `${amountMinor} ${normalisePayee(payee)}`;
}

/**
 * The pending transaction that a booked row is by amount and normalised payee, within 7 days: the nearest by date, of several
 * as near the earliest. null for a row that is pending itself.
 */
export function findPending({ byContent, taken }: PendingPool, row: ParsedRow): PendingTransaction | null {
  if (row.isPending) return null;
  let nearest: PendingTransaction | null = null;
  for (const one of byContent.get(contentOf(row)) ?? []) {
    const days = daysBetween(one, row);
    if (taken.has(one.id) || days > PENDING_DAYS) continue;
    const best = nearest === null ? Infinity : daysBetween(nearest, row);
    const isEarlier =
      nearest !== null && (one.date < nearest.date || (one.date === nearest.date && one.id < nearest.id));
    if (days < best || (days === best && isEarlier)) nearest = one;
  }
  return nearest;
}

export function daysBetween(one: { date: string }, other: { date: string }): number {
  return Math.abs(dayNumber(one.date) - dayNumber(other.date));
}
