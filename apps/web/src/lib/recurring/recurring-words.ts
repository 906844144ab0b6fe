import type { Cadence, Reach, RecurringStream, StreamEventKind } from '@steward/core/recurring';
import { amountWithCurrency, plural } from '#lib/figures/format.ts';

export const CADENCE_WORDS: Readonly<Record<Cadence, string>> = {
  weekly: 'every week',
  fortnightly: 'every two weeks',
  monthly: 'every month',
  last_working_day: 'last working day',
  quarterly: 'every three months',
  yearly: 'every year',
};

export const EVENT_WORDS: Readonly<Record<StreamEventKind, string>> = {
  new: 'New',
  missed: 'Did not come',
  amount_changed: 'Other amount',
  ended: 'Ended',
};

/** How far the day may be off, in words; what it would take where that is not known. */
export function dayReachWords(reach: Reach): string {
  if (reach.status === 'measured') {
    return reach.value === 0 ? 'on the day' : `give or take ${plural(reach.value, 'day')}`;
  }
  return neededWords(reach);
}

/** Between which amounts the next one lies. */
export function amountReachWords({ next, currency }: Pick<RecurringStream, 'next' | 'currency'>): string {
  if (next === null) return '';
  const { amountMinor, amountReach } = next;
  if (amountReach.status !== 'measured') return neededWords(amountReach);
  if (amountReach.value === 0) return 'the same each time';
  const at = (minor: number) => amountWithCurrency({ amountMinor: minor, currency });
  const ends = [amountMinor - amountReach.value, amountMinor + amountReach.value];
  const [near = 0, far = 0] = ends.sort((a, b) => Math.abs(a) - Math.abs(b));
  return `${at(near)} to ${at(far)}`;
}

function neededWords({ needed, has }: { needed: number; has: number }): string {
  return `not measured: needs ${needed}, has ${has}`;
}
