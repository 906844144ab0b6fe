import { createWeights, stepSelector, widenWeights, type Weights } from './weights.ts';

/** Weights of contexts that only a model with experts has: a row for each choice, in it a weight for each context. */
export interface SelectedWeights {
  /** By the label that attention favours. */
  favour: Weights;
  /** By how often the payee was seen: what is known of a new one weighs more than it does beside a payee's own rows. */
  seen: Weights;
  /** By the value of the first column; used where there are two, since the last one selects weights in every model. */
  firstColumn: Weights;
}

/** The lines of weights that are chosen for one row of the ledger. Reused: valid until the next call. */
export const chosen = {
  /** Number of contexts. */
  width: 0,
  /** 1 + the label that attention favours, 0 for none. */
  favour: 0,
  /** How often the payee was seen: never, once, to 4, to 9, to 29, more. */
  seen: 0,
  /** -1 where there are not two columns. */
  firstColumn: -1,
};

/** Weights by favoured label are shared beyond so many labels. */
const FAVOURED = 4096;
export const SEEN_BUCKETS = 6;
const FIRST_COLUMN_SELECTORS = 256;

export const favourOf = (label: number) => (label < 0 ? 0 : 1 + (label & (FAVOURED - 1)));
export const firstColumnOf = (value: number) => value & (FIRST_COLUMN_SELECTORS - 1);

export function createSelectedWeights(contexts: number): SelectedWeights {
  return {
    favour: createWeights(contexts * (FAVOURED + 1)),
    seen: createWeights(contexts * SEEN_BUCKETS),
    firstColumn: createWeights(contexts * FIRST_COLUMN_SELECTORS),
  };
}

export function widenSelectedWeights(selected: SelectedWeights, from: number, to: number): void {
  selected.favour = widenWeights(selected.favour, from, to);
  selected.seen = widenWeights(selected.seen, from, to);
  selected.firstColumn = widenWeights(selected.firstColumn, from, to);
}

/** What a context's evidence is weighed by besides. */
export function weighSelected({ favour, seen, firstColumn }: SelectedWeights, context: number): number {
  const { width } = chosen;
  const byColumn =
    chosen.firstColumn < 0 ? 0 : (firstColumn[(chosen.firstColumn * width + context) * 2] ?? 0);
  return (
    (favour[(chosen.favour * width + context) * 2] ?? 0) +
    (seen[(chosen.seen * width + context) * 2] ?? 0) +
    byColumn
  );
}

/** One step against a context's gradient, for each weight that took part. */
export function stepSelected(
  { favour, seen, firstColumn }: SelectedWeights,
  context: number,
  gradient: number,
): void {
  const { width } = chosen;
  stepSelector(favour, (chosen.favour * width + context) * 2, gradient);
  stepSelector(seen, (chosen.seen * width + context) * 2, gradient);
  if (chosen.firstColumn < 0) return;
  stepSelector(firstColumn, (chosen.firstColumn * width + context) * 2, gradient);
}
