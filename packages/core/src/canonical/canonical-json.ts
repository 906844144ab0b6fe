import { DomainError } from '../errors/index.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/**
 * Canonical JSON by RFC 8785: keys sorted by UTF-16 code units, numbers and strings as ECMAScript
 * serialises them, no white space. Members that are undefined are left out, as in JSON.stringify.
 *
 * @throws DomainError `not_canonical` for NaN and infinities.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return canonicalNumber(value);
    default:
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
  }
}

function canonicalNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '0' : String(value);
  const message = `${value} has no canonical JSON form; leave the value out or use null.`;
  throw new DomainError({ code: 'invalid', reason: 'not_canonical', message });
}

function canonicalArray(values: JsonValue[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += canonicalJson(values[index] ?? null);
  }
  return `${text}]`;
}

function canonicalObject(object: JsonObject): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}
