import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalisePayee } from './index.ts';

it('takes one name for one, however it is written', () => {
  expect(normalisePayee('  TESCO \t Stores ')).toBe('tesco stores');
  expect(normalisePayee('Cafe\u0301')).toBe(normalisePayee('CAFÉ'));
  expect(normalisePayee('ＡＣＭＥ')).toBe('acme');
});

it('does not change what is normalised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const once = normalisePayee(name);
      expect(normalisePayee(once)).toBe(once);
    }),
  );
});
