import type { z } from 'zod';

interface Definition {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
}

const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition;

/** The schema below optional, default, nullable and the like. */
export function innerOf(schema: z.ZodType): z.ZodType {
  const { innerType, in: before } = definitionOf(schema);
  const inner = innerType ?? before;
  return inner ? innerOf(inner) : schema;
}

/** The members of an object's schema; null for any other schema. */
export function membersOf(schema: z.ZodType | null): Record<string, z.ZodType> | null {
  return schema ? (definitionOf(innerOf(schema)).shape ?? null) : null;
}

/** Parameters are text: numbers, booleans and dates become what their schema takes; what does not is left for it to refuse. */
export function coerceText(schema: z.ZodType, values: readonly string[]): unknown {
  const inner = innerOf(schema);
  const { type, element } = definitionOf(inner);
  if (type === 'array') return values.map((value) => (element ? coerceText(element, [value]) : value));
  const [text = ''] = values;
  switch (type) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'date':
      return toDate(text);
    default:
      return text;
  }
}

/** JSON has no dates: text becomes one where the schema takes a date. */
export function reviveDates(schema: z.ZodType, value: unknown): unknown {
  const inner = innerOf(schema);
  const { type, element, shape } = definitionOf(inner);
  if (type === 'date') return typeof value === 'string' ? toDate(value) : value;
  if (type === 'array' && element && Array.isArray(value)) {
    return value.map((one) => reviveDates(element, one));
  }
  if (type === 'object' && shape && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
        return [key, known ? reviveDates(known, member) : member];
      }),
    );
  }
  return value;
}

/** Whether there is a date anywhere that `reviveDates` looks. */
export function hasDates(schema: z.ZodType): boolean {
  const { type, element, shape } = definitionOf(innerOf(schema));
  if (type === 'date') return true;
  if (element) return hasDates(element);
  return Object.values(shape ?? {}).some(hasDates);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function toDate(text: string): unknown {
  const date = new Date(text);
  return INSTANT.test(text) && !Number.isNaN(date.getTime()) ? date : text;
}
