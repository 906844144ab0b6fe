import fc from 'fast-check';
import { inspect } from 'node:util';
import superjson, { type SuperJSONResult } from 'superjson';
import { expect, test } from 'vitest';
import { transformer } from './transformer.ts';

const anything = fc
  .anything({
    withDate: true,
    withMap: true,
    withSet: true,
    withBigInt: true,
    withNullPrototype: false,
    key: fc.oneof(fc.string(), fc.constantFrom('a.b', 'a\\\\b', '', 'a')),
  })
  // superjson writes a date that is none as null, which does not come back.
  .filter((value) => !inspect(value, { depth: null }).includes('Invalid Date'));

test('what is serialised is what superjson serialises, and comes back the same', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const expected: unknown = JSON.parse(JSON.stringify(superjson.serialize(value)));
      const wire = JSON.stringify(transformer.serialize(value));
      expect(JSON.parse(wire)).toEqual(expected);
      expect(transformer.deserialize(JSON.parse(wire) as SuperJSONResult)).toEqual(value);
    }),
  );
});

test('dates are found wherever they are, and the value is left as it was', () => {
  const at = new Date('2026-01-02T03:04:05.678Z');
  const value = { 'a.b': [{ at }], at, none: null, text: 'x', '': { at } };
  const { json, meta } = transformer.serialize(value);
  expect(json).toMatchObject({ at: '2026-01-02T03:04:05.678Z', none: null });
  expect(Object.keys(meta?.values ?? {})).toHaveLength(3);
  expect(value.at).toBe(at);
  expect(transformer.deserialize({ json, ...(meta && { meta }) })).toEqual(value);
});
