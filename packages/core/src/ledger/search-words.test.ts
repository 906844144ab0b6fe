import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchWords, toWordsQuery } from './search-words.ts';

const query = (text: string) => toWordsQuery(searchWords(text), new Set());

it('looks for the beginning of every word, and for single letters whole', () => {
  expect(query('Migr Bern a')).toBe('"Migr"* "Bern"* "a"');
});

it('takes marks as what parts words, accents as part of them', () => {
  expect(query('SHOP*Corner "50%" cafe\u0301')).toBe('"SHOP"* "Corner"* "50"* "cafe\u0301"*');
});

it('leaves nothing of the query language in, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(query(text)).toMatch(/^("[\p{L}\p{N}\p{M}\p{Co}]+"\*? ?)*$/u);
    }),
  );
});
