import type { Category } from '@steward/core/ledger';
import { expect, test } from 'vitest';
import { flattenCategories } from './category-tree.ts';

function category(id: string, name: string, parentId: string | null = null): Category {
  return { id: `cat_${id}`, name, parentId, kind: 'expense', isHidden: false, icon: null };
}

test('children stand under their parent, with the way to them', () => {
  const home = category('1', 'Home');
  const options = flattenCategories([category('2', 'Repairs', home.id), category('3', 'Food'), home]);
  expect(options.map(({ path, depth }) => [path, depth])).toEqual([
    ['Food', 0],
    ['Home', 0],
    ['Home › Repairs', 1],
  ]);
});

test('an archived category is left out unless asked for, and its children stay', () => {
  const home = { ...category('1', 'Home'), isHidden: true };
  expect(flattenCategories([home, category('2', 'Repairs', home.id)]).map(({ path }) => path)).toEqual([
    'Home › Repairs',
  ]);
  expect(flattenCategories([home], { withArchived: true })).toMatchObject([{ name: 'Home', isHidden: true }]);
});

test('a category whose parent is gone is still listed', () => {
  expect(flattenCategories([category('2', 'Repairs', 'cat_gone')])).toHaveLength(1);
});
