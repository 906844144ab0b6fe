import { describe, expect, it } from 'vitest';
import { subtreeOf } from './category-tree.ts';

const node = (id: string, parentId: string | null = null) => ({ id, parentId });

describe('what stands under a category', () => {
  const categories = [node('a'), node('b', 'a'), node('c', 'b'), node('d'), node('e', 'd')];

  it('is itself and every depth below it', () => {
    expect(subtreeOf(categories, 'a')).toEqual(['a', 'b', 'c']);
    expect(subtreeOf(categories, 'c')).toEqual(['c']);
  });

  it('ends where a circle closes', () => {
    expect(subtreeOf([node('a', 'b'), node('b', 'a')], 'a')).toEqual(['a', 'b']);
  });
});
