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
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new DomainError({
      code: 'invalid',
      reason: 'not_canonical',
      message: `${value} has no canonical JSON form; leave the value out or use null.`,
    });
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
