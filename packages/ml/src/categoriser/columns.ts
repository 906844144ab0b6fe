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
  | 'together'
  | 'wording'
  | 'similar';

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

interface ContextDescription {
  kind: TermKind;
  /** For the kind `context`, the column it stands for; else -1. */
  column: number;
  /** Contexts of the same group are one term of an explanation. */
  group: string;
}

const TOGETHER: ContextDescription = { kind: 'together', column: -1, group: 'together' };
const described = new Map<number, readonly ContextDescription[]>();

/** What each context looks at. */
export function describeContexts(columnCount: number): readonly ContextDescription[] {
  const known = described.get(columnCount);
  if (known) return known;
  const contexts: ContextDescription[] = ROW_KINDS.map((kind) => ({ kind, column: -1, group: kind }));
  contexts.push(...repeat(TOGETHER, ALL_COLUMNS_CONTEXTS));
  for (let column = 0; column < columnCount; column++) {
    contexts.push(...repeat({ kind: 'context', column, group: `context ${column}` }, CONTEXTS_OF_COLUMN));
    contexts.push(...repeat(TOGETHER, column * CONTEXTS_OF_PAIR));
  }
  described.set(columnCount, contexts);
  return contexts;
}

function repeat(context: ContextDescription, times: number): ContextDescription[] {
  return Array.from({ length: times }, () => context);
}
