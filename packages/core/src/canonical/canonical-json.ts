import { DomainError } from '../errors/index.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** What `canonicalJson` has written already: as a member it is taken over as it stands. */
export class CanonicalText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type CanonicalInput = JsonValue | CanonicalText | CanonicalInput[] | CanonicalObject;
export interface CanonicalObject {
  [key: string]: CanonicalInput | undefined;
}

/**
 * Canonical JSON by RFC 8785: keys sorted by UTF-16 code units, numbers and strings as ECMAScript
 * serialises them, no white space. Members that are undefined are left out, as in JSON.stringify.
 *
 * @throws DomainError `not_canonical` for NaN and infinities.
 */
export function canonicalJson(value: CanonicalInput): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : refuseNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof CanonicalText) return value.text;
  // Far faster, and the same text: where all keys stand in order, ECMAScript's own form is the canonical one.
  if (isInOrder(value)) return JSON.stringify(value);
  return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
}

function isInOrder(value: CanonicalInput): value is JsonValue {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  if (value instanceof CanonicalText) return false;
  let before = '';
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (key < before || (member !== undefined && !isInOrder(member))) return false;
    before = key;
  }
  return true;
}

function refuseNumber(value: number): never {
  const message = `${value} has no canonical JSON form; leave the value out or use null.`;
  throw new DomainError({ code: 'invalid', reason: 'not_canonical', message });
}

function canonicalArray(values: CanonicalInput[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += canonicalJson(values[index] ?? null);
  }
  return `${text}]`;
}

/** Needs no escape. */
const PLAIN_KEY = /^\w+$/;

function canonicalObject(object: CanonicalObject): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += PLAIN_KEY.test(key) ? `"${key}":` : `${JSON.stringify(key)}:`;
    text += canonicalJson(member);
  }
  return `${text}}`;
}
