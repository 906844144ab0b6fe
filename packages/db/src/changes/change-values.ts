import type { JsonValue } from '@steward/core/canonical';
import type { StoredColumn } from './registry.ts';

/** Ids that one statement takes. */
const LIST = 500;

export function inLists<T>(values: readonly T[]): T[][] {
  const lists: T[][] = [];
  for (let start = 0; start < values.length; start += LIST) lists.push(values.slice(start, start + LIST));
  return lists;
}

/** A column's value as a change has it. */
export function fromStored({ form }: StoredColumn, value: unknown): JsonValue {
  switch (form) {
    case 'boolean':
      return value === 1;
    case 'json':
      return typeof value === 'string' ? (JSON.parse(value) as JsonValue) : null;
    case 'emptyable':
      return value === '' ? null : (value as JsonValue);
    case 'plain':
      return (value ?? null) as JsonValue;
  }
}

type Stored = string | number | null;

/** A change's value as its column has it. */
export function toStored({ form }: StoredColumn, value: JsonValue | undefined): Stored {
  switch (form) {
    case 'boolean':
      return value === true ? 1 : 0;
    case 'json':
      return JSON.stringify(value ?? null);
    case 'emptyable':
      return value === null || value === undefined ? '' : (value as string);
    case 'plain':
      return (value ?? null) as Stored;
  }
}
