/** Numbers; NaN where one is missing. */
export interface NumberColumn {
  kind: 'number';
  name: string;
  values: Float64Array;
  /** When each value came to be known, ms since 1970; left out for what is always known. */
  knownAt?: Float64Array;
}

/** Words out of a list; -1 where one is missing. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** Each once. */
  categories: readonly string[];
  /** Index into `categories`, or -1. */
  codes: Int32Array;
  /** As of a column of numbers. */
  knownAt?: Float64Array;
}

export type Column = NumberColumn | CategoryColumn;

/** Columns of one length, each under a name of its own. */
export interface Table {
  rowCount: number;
  columns: readonly Column[];
}

/**
 * A table of columns, which are taken as they are, not copied.
 * @throws RangeError for columns of different lengths, two of one name, a number beyond 1e300, a word that is twice in a
 *   list, or a code outside of its list; the message names column and row.
 */
export function createTable(columns: readonly Column[]): Table {
  const rowCount = lengthOf(columns[0]);
  const names = new Set<string>();
  for (const column of columns) {
    if (names.has(column.name)) throw new RangeError(`two columns are named ${column.name}`);
    names.add(column.name);
    if (lengthOf(column) !== rowCount) {
      throw new RangeError(`column ${column.name} has ${lengthOf(column)} rows, the first has ${rowCount}`);
    }
    if (column.knownAt && column.knownAt.length !== rowCount) {
      throw new RangeError(`column ${column.name} has ${column.knownAt.length} times for ${rowCount} rows`);
    }
    checkColumn(column);
  }
  return { rowCount, columns };
}

export function lengthOf(column: Column | undefined): number {
  if (!column) return 0;
  return column.kind === 'number' ? column.values.length : column.codes.length;
}

/** Numbers beyond are refused: a sum of a million of them would be infinite. */
const LARGEST = 1e300;

/** What is wrong with the size of a number; null for one that may be, and for what is missing. */
export function sizeFault(value: number): string | null {
  if (!(Math.abs(value) > LARGEST)) return null;
  return Math.abs(value) === Infinity ? 'infinite' : `beyond 1e300 (${value})`;
}

/** Refuses what is beyond, codes outside of the list, and lists that say a word twice. */
export function checkColumn(column: Column): void {
  if (column.kind === 'number') {
    const row = column.values.findIndex((value) => sizeFault(value) !== null);
    const fault = sizeFault(column.values[row] ?? 0);
    if (fault !== null) throw new RangeError(`column ${column.name} is ${fault} in row ${row}`);
    return;
  }
  const { name, categories, codes } = column;
  if (new Set(categories).size !== categories.length)
    throw new RangeError(`column ${name} has a word twice in its list`);
  const row = codes.findIndex((code) => code < -1 || code >= categories.length);
  if (row !== -1) throw new RangeError(`column ${name} has no word ${codes[row] ?? 0}, wanted in row ${row}`);
}

/** A column of words as it comes: null is missing, and the list is in the order of the alphabet. */
export function createCategories(name: string, words: readonly (string | null)[]): CategoryColumn {
  const known = new Set<string>();
  for (const word of words) if (word !== null) known.add(word);
  const categories = [...known].sort();
  const codeOf = new Map(categories.map((word, code) => [word, code]));
  const codes = Int32Array.from(words, (word) => (word === null ? -1 : (codeOf.get(word) ?? -1)));
  return { kind: 'category', name, categories, codes };
}

/** The rows at these places, in this order; a place may come twice. The columns are new. */
export function selectRows(table: Table, rows: ArrayLike<number>): Table {
  return { rowCount: rows.length, columns: table.columns.map((column) => selectColumn(column, rows)) };
}

export function selectColumn<C extends Column>(column: C, rows: ArrayLike<number>): C;
export function selectColumn(column: Column, rows: ArrayLike<number>): Column {
  const times = column.knownAt && { knownAt: picked(column.knownAt, new Float64Array(rows.length), rows) };
  if (column.kind === 'number') {
    return { ...column, values: picked(column.values, new Float64Array(rows.length), rows), ...times };
  }
  return { ...column, codes: picked(column.codes, new Int32Array(rows.length), rows), ...times };
}

function picked<A extends Float64Array | Int32Array>(from: A, into: A, rows: ArrayLike<number>): A {
  for (let index = 0; index < rows.length; index++) {
    const value = from[rows[index] ?? -1];
    if (value === undefined) throw new RangeError(`there is no row ${rows[index] ?? 'undefined'}`);
    into[index] = value;
  }
  return into;
}
