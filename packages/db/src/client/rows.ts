import type { Value } from '@libsql/client';

/** A row by the names of its columns, and by their places, which `Object.keys` leaves out. */
export interface Row {
  readonly length: number;
  readonly [column: string | number]: Value;
}

/** Of columns with the same name the first one is found by it. */
export function toRow(columns: readonly string[], cells: readonly unknown[]): Row {
  const row: Record<string, Value> = {};
  Object.defineProperty(row, 'length', { value: cells.length });
  for (const [place, cell] of cells.entries()) {
    const value = fromSql(cell);
    Object.defineProperty(row, place, { value });
    const column = columns[place] ?? '';
    if (!Object.hasOwn(row, column)) row[column] = value;
  }
  return row as unknown as Row;
}

/** Integers come as bigint, so that none loses digits unseen. */
function fromSql(cell: unknown): Value {
  if (typeof cell === 'bigint') {
    const value = Number(cell);
    if (Number.isSafeInteger(value)) return value;
    throw new RangeError(`The database holds the integer ${cell}, which is too large for a number.`);
  }
  if (cell instanceof Uint8Array) return new Uint8Array(cell).buffer;
  return cell as Value;
}

/** What libSQL binds; everything else is refused rather than stored as something it is not. */
export function toSql(value: unknown): Value | Uint8Array {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new RangeError(`${value} cannot be stored in a database.`);
    default:
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Date) return value.getTime();
      if (value instanceof ArrayBuffer) return new Uint8Array(value);
      throw new TypeError(`${typeof value} cannot be stored in a database.`);
  }
}
