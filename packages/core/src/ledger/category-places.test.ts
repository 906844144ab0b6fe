import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misplacementOf, refuseMisplaced } from './category-places.ts';
import { subtreeOf } from './category-tree.ts';
import { missingOfSet, StarterSet } from './starter-sets.ts';
import type { Category, CategoryKind } from './ledger.schema.ts';

const category = (
  id: string,
  parentId: string | null,
  name = id,
  kind: CategoryKind = 'expense',
): Category => ({
  ...{ id, parentId, name, kind, isHidden: false, icon: null },
});

describe('the place of a category', () => {
  const tree = [category('home', null), category('rent', 'home'), category('flat', 'rent')];
  const pay = category('pay', null, 'pay', 'income');

  it.each([
    ['category_circle', category('home', 'flat')],
    ['category_circle', category('home', 'home')],
    ['category', category('rent', 'none')],
    ['category_name', category('new', 'home', 'rent')],
    ['category_kind', category('new', 'pay', 'new')],
  ])('is refused for %s', (reason, placed) => {
    expect(() => refuseMisplaced(placed, [...tree, pay])).toThrow(expect.objectContaining({ reason }));
  });

  it('is fine where it stands already, at the top, and beside the same name elsewhere', () => {
    for (const placed of [...tree, category('rent', null), category('new', null, 'flat')]) {
      expect(misplacementOf(placed, [...tree, pay])).toBeNull();
    }
  });

  it('never closes a circle, whatever is moved where', () => {
    const moves = fc.array(fc.tuple(fc.nat(7), fc.option(fc.nat(7))), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (wanted) => {
        const placed = Array.from({ length: 8 }, (_, index) => category(String(index), null));
        for (const [index, into] of wanted) {
          const moved = category(String(index), into === null ? null : String(into));
          if (misplacementOf(moved, placed) === null) placed[index] = moved;
        }
        const roots = placed.filter(({ parentId }) => parentId === null);
        expect(roots.flatMap(({ id }) => subtreeOf(placed, id)).sort()).toEqual(placed.map(({ id }) => id));
      }),
    );
  });
});

describe.each(StarterSet.options)('the set for a %s', (set) => {
  let next = 0;
  const newId = () => `cat_${next++}`;

  it('can stand as it is, parents first, and adds nothing the second time', () => {
    const made = missingOfSet(set, [], newId);
    expect(made.length).toBeGreaterThan(30);
    const standing: Category[] = [];
    for (const one of made) {
      expect(misplacementOf(one, standing)).toBeNull();
      standing.push(one);
    }
    expect(missingOfSet(set, made, newId)).toEqual([]);
  });

  it('leaves what has the name of one as it is', () => {
    const own = category('own', null, 'Insurance', 'income');
    const made = missingOfSet(set, [own], newId);
    expect(made.filter(({ name }) => name === 'Insurance')).toEqual([]);
  });
});
