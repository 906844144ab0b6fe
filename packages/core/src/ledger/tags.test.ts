import { describe, expect, it } from 'vitest';
import { changeTags, foldTag, sameTagsOnce, splitTags, Tag } from './index.ts';

describe('a tag', () => {
  it('is trimmed, composed and kept as it is written', () => {
    expect(Tag.parse('  Café   2026 ')).toBe('Café 2026');
    expect(Tag.parse('税金')).toBe('税金');
    for (const wrong of ['', '   ', 'a,b', 'a\u0000b', 'x'.repeat(51)]) {
      expect(Tag.safeParse(wrong).success).toBe(false);
    }
  });

  it('is the same in capital and in small letters', () => {
    expect(foldTag('STRASSE')).toBe(foldTag('Straße'));
    expect(foldTag('ΟΔΟΣ')).toBe(foldTag('οδός'.normalize('NFD').replaceAll('\u0301', '')));
    expect(sameTagsOnce(['Work', 'holiday', 'WORK'])).toEqual(['holiday', 'Work']);
  });

  it('comes and goes among others, each once', () => {
    expect(splitTags(' Work, ,holiday ')).toEqual(['Work', 'holiday']);
    expect(changeTags(['Work'], { add: ['work', 'Tax'], remove: ['TAX'] })).toEqual(['Work']);
    const twenty = Array.from({ length: 20 }, (_, index) => `t${index}`);
    expect(() => changeTags(twenty, { add: ['one more'] })).toThrow('at most 20 tags');
    expect(changeTags(twenty, { add: ['one more'], remove: ['t3'] })).toHaveLength(20);
  });
});
