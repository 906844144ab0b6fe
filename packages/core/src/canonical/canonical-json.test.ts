import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.ts';

/** RFC 8785 by the letter: keys sorted by UTF-16 code units, primitives as ECMAScript writes them. */
function byTheLetter(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(byTheLetter).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${byTheLetter(value[key] ?? null)}`).join(',')}}`;
}

test('any JSON has the canonical form of RFC 8785, in whatever order its keys came', () => {
  const keys = fc.oneof(fc.string(), fc.constantFrom('9', '10', '1', 'b', 'a', 'é', '\u{10000}', '\uffff'));
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      ...[fc.constant(null), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string()],
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (json) => {
      expect(canonicalJson(json)).toBe(byTheLetter(json));
    }),
  );
});

test('the order in which keys were written says nothing', () => {
  expect(canonicalJson({ b: 1, a: { d: [2], c: -0 } })).toBe('{"a":{"c":0,"d":[2]},"b":1}');
  expect(canonicalJson({ a: { c: 0, d: [2] }, b: 1 })).toBe('{"a":{"c":0,"d":[2]},"b":1}');
});

test('members that are undefined are left out', () => {
  const sparse: JsonObject = { a: undefined, b: 1, c: { d: undefined } };
  expect(canonicalJson(sparse)).toBe('{"b":1,"c":{}}');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d has no canonical form, however deep', (value) => {
  expect(() => canonicalJson({ a: [{ b: value }] })).toThrow('canonical');
});
