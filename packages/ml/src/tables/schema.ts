import { sizeFault, type Column, type Table } from './table.ts';

/** What a model was fitted on, without the values. Ordered by name, so that the order of columns never matters. */
export type Schema = readonly (
  { kind: 'number'; name: string } | { kind: 'category'; name: string; categories: readonly string[] }
)[];

export function schemaOf(table: Table): Schema {
  return byName(table).map((column) =>
    column.kind === 'number'
      ? { kind: column.kind, name: column.name }
      : { kind: column.kind, name: column.name, categories: column.categories },
  );
}

/** The columns in the order of their names. */
export function byName(table: Table): Column[] {
  return [...table.columns].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * One row as models read it: a number for each column of the schema, a code for a word, NaN where it is missing. A word
 * that the schema does not know is missing; so is a name that the row does not have.
 * @throws RangeError for a number beyond 1e300, and for a value of the other kind.
 */
export function readRow(
  schema: Schema,
  row: Readonly<Record<string, number | string | null | undefined>>,
): Float64Array {
  return Float64Array.from(schema, (column) => {
    const value = Object.hasOwn(row, column.name) ? row[column.name] : null;
    if (value === null || value === undefined) return NaN;
    if (column.kind === 'category' && typeof value === 'string') {
      const code = column.categories.indexOf(value);
      return code === -1 ? NaN : code;
    }
    if (column.kind === 'category' || typeof value === 'string') {
      throw new RangeError(`${column.name} is a ${typeof value}, and the model was fitted on another kind`);
    }
    const fault = sizeFault(value);
    if (fault !== null) throw new RangeError(`${column.name} is ${fault}`);
    return value;
  });
}

/**
 * The rows of a table as models read them: for each column of the schema an array over the rows, words by the codes of
 * the schema, NaN where one is missing.
 * @throws RangeError for a column that is not in the table or is of the other kind.
 */
export function readColumns(schema: Schema, table: Table): Float64Array[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return schema.map((wanted) => {
    const column = columns.get(wanted.name);
    if (!column) throw new RangeError(`the table has no column ${wanted.name}`);
    if (column.kind === 'number' && wanted.kind === 'number') return column.values;
    if (column.kind === 'number' || wanted.kind === 'number') {
      throw new RangeError(`column ${wanted.name} is of another kind than the model was fitted on`);
    }
    const codeOf = new Map(wanted.categories.map((word, code) => [word, code]));
    const translated = column.categories.map((word) => codeOf.get(word) ?? NaN);
    return Float64Array.from(column.codes, (code) => translated[code] ?? NaN);
  });
}

/** Calls with one row after the other; the array is the same each time and holds the row only until the next. */
export function forEachRow(
  schema: Schema,
  table: Table,
  call: (row: Float64Array, index: number) => void,
): void {
  const columns = readColumns(schema, table);
  const row = new Float64Array(columns.length);
  for (let index = 0; index < table.rowCount; index++) {
    for (let column = 0; column < columns.length; column++) row[column] = columns[column]?.[index] ?? NaN;
    call(row, index);
  }
}
