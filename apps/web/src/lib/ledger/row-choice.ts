import type { ListedTransaction } from '@steward/core/ledger';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { MOST_CHOSEN } from './bulk-form.ts';

type ChosenRow = Pick<ListedTransaction, 'id' | 'amountMinor' | 'currency'>;

/** The rows of a list that are chosen, also those that are scrolled out of it. */
export interface RowChoice {
  readonly rows: ReadonlyMap<string, ChosenRow>;
  /** Whether more was to be chosen than can be one by one. */
  readonly isFull: boolean;
  /** The place of the row that was chosen last, from which a range goes on. */
  last: number | null;
  set(rows: readonly ChosenRow[], isChosen: boolean): void;
  clear(): void;
}

export function createRowChoice(): RowChoice {
  const rows = new SvelteMap<string, ChosenRow>();
  /** Rows for which there was no room any more. */
  const left = new SvelteSet<string>();
  return {
    rows,
    last: null,
    get isFull() {
      return left.size > 0;
    },
    set(given, isChosen) {
      left.clear();
      for (const row of given) {
        if (!isChosen) rows.delete(row.id);
        else if (rows.size < MOST_CHOSEN || rows.has(row.id)) rows.set(row.id, row);
        else left.add(row.id);
      }
    },
    clear() {
      rows.clear();
      left.clear();
      this.last = null;
    },
  };
}
