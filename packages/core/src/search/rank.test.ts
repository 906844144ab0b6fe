import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankBest, rankName } from './index.ts';

const best = (names: string[], text: string, limit = 10) =>
  rankBest(names, { text, namesOf: (name) => [name], limit });

describe('what is found first', () => {
  it('is the name itself, then what begins with it, then a word that does, then what contains it', () => {
    const names = ['Supermarket', 'Northgate Market', 'Market Street', 'Market'];
    expect(best(names, 'market')).toEqual(['Market', 'Market Street', 'Northgate Market', 'Supermarket']);
  });

  it('is the shorter of two that fit alike, and then the first of the alphabet', () => {
    expect(best(['Market Street', 'Market B', 'Market A'], 'mark')).toEqual([
      'Market A',
      'Market B',
      'Market Street',
    ]);
  });

  it('has every word that was typed, in any order and case', () => {
    expect(best(['Northgate Market', 'Northgate Bank', 'Market'], 'MARK north')).toEqual([
      'Northgate Market',
    ]);
    expect(best(['CAFÉ Aida'], 'café')).toEqual(['CAFÉ Aida']);
  });

  it('is found by its other names, and ordered by its own', () => {
    const places = [
      { name: 'Health', also: 'accuracy' },
      { name: 'Audit', also: 'records' },
    ];
    const found = rankBest(places, { text: 'acc', namesOf: ({ name, also }) => [name, also], limit: 5 });
    expect(found.map(({ name }) => name)).toEqual(['Health']);
  });

  it('is nothing when nothing was typed, and never more than asked for', () => {
    expect(best(['Market'], '  ')).toEqual([]);
    expect(best(['Market A', 'Market B'], 'market', 1)).toEqual(['Market A']);
  });
});

it('finds whatever is a part of a name', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (name, from, length) => {
      const words = name.toLowerCase().split(/\s+/).filter(Boolean);
      const word = words[from % Math.max(1, words.length)] ?? '';
      const part = word.slice(0, (length % Math.max(1, word.length)) + 1);
      if (part.normalize('NFKC').trim() === '' || /[^\x20-\x7e]/.test(name)) return;
      expect(rankName(name, part)).not.toBeNull();
    }),
  );
});
