import type { ListedTransaction } from '@steward/core/ledger';
import { SvelteMap } from 'svelte/reactivity';
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
  let isFull = $state(false);
  return {
    rows,
    last: null,
    get isFull() {
      return isFull;
    },
    set(given, isChosen) {
      isFull = false;
      for (const row of given) {
        if (!isChosen) rows.delete(row.id);
        else if (rows.size < MOST_CHOSEN || rows.has(row.id)) rows.set(row.id, row);
        else isFull = true;
      }
    },
    clear() {
      rows.clear();
      isFull = false;
      this.last = null;
    },
  };
}
