/** Contexts that every model has: 21 of the row itself, then 3 of all its columns together. */
const ROW_CONTEXTS = 21;
export const ALL_COLUMNS_CONTEXTS = 3;
const CONTEXTS_OF_COLUMN = 10;
const CONTEXTS_OF_PAIR = 3;
/** Pairs of columns grow with the square of their number. */
export const MAXIMUM_COLUMNS = 8;

/** What a factor of an explanation looked at. */
export type TermKind =
  | 'payee'
  | 'payee_amount'
  | 'month'
  | 'words'
  | 'amount'
  | 'amount_range'
  | 'recent'
  | 'context'
  | 'together';

const ROW_KINDS: readonly TermKind[] = [
  ...(['payee', 'payee_amount', 'payee_amount', 'payee_amount', 'month', 'recent'] as const),
  ...(['words', 'words', 'words', 'words', 'amount', 'amount_range'] as const),
  ...(['words', 'words', 'words', 'words', 'recent', 'recent', 'recent', 'recent', 'amount'] as const),
];

/** Number of contexts of a model with so many columns. Adding a column only appends contexts. */
export function countContexts(columnCount: number): number {
  const pairs = (columnCount * (columnCount - 1)) / 2;
  return ROW_CONTEXTS + ALL_COLUMNS_CONTEXTS + columnCount * CONTEXTS_OF_COLUMN + pairs * CONTEXTS_OF_PAIR;
}

/** Kind of each context and, for `context`, the column it stands for. */
export function describeContexts(columnCount: number): { kind: TermKind; column: number }[] {
  const contexts: { kind: TermKind; column: number }[] = ROW_KINDS.map((kind) => ({ kind, column: -1 }));
  for (let index = 0; index < ALL_COLUMNS_CONTEXTS; index++) contexts.push({ kind: 'together', column: -1 });
  for (let column = 0; column < columnCount; column++) {
    for (let index = 0; index < CONTEXTS_OF_COLUMN; index++) contexts.push({ kind: 'context', column });
    for (let index = 0; index < column * CONTEXTS_OF_PAIR; index++)
      contexts.push({ kind: 'together', column: -1 });
  }
  return contexts;
}
