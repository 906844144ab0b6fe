import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldTag, readTags, toTags } from './index.ts';
import { Tags } from './tags.ts';

test('a tag is one however it is written, and keeps its first spelling', () => {
  expect(toTags(['Köln', 'ko\u0308ln', ' KÖLN ', 'trip  2026'])).toEqual(['Köln', 'trip 2026']);
});

test('commas part tags that are typed', () => {
  expect(readTags(' work, ,Holiday,WORK ')).toEqual(['Holiday', 'work']);
});

test('a tag with a comma or of control characters is none', () => {
  for (const wrong of ['a,b', '', ' ', '\u0007', 'x'.repeat(41)])
    expect(Tags.safeParse([wrong]).success).toBe(false);
  expect(Tags.safeParse(Array.from({ length: 21 }, (_, index) => `t${index}`)).success).toBe(false);
});

test('tags are in one order, each once, and stay as they are when they are ordered again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (names) => {
      const tags = toTags(names);
      expect(toTags([...tags].reverse())).toEqual(tags);
      expect(new Set(tags.map(foldTag)).size).toBe(tags.length);
    }),
  );
});
