import type { Category } from '@steward/core/ledger';

export interface CategoryOption {
  id: string;
  name: string;
  /** With its parents, `Home › Repairs`. */
  path: string;
  depth: number;
  kind: Category['kind'];
}

const SEPARATOR = ' › ';

/** Categories as a tree laid flat: parents before children, by name; hidden ones left out. */
export function flattenCategories(categories: readonly Category[]): CategoryOption[] {
  const known = new Set(categories.map(({ id }) => id));
  const childrenOf = (parentId: string | null) =>
    categories
      .filter((category) =>
        parentId === null
          ? category.parentId === null || !known.has(category.parentId)
          : category.parentId === parentId,
      )
      .sort((a, b) => a.name.localeCompare(b.name));
  const options: CategoryOption[] = [];
  const visit = (parentId: string | null, path: string, depth: number) => {
    for (const { id, name, kind, isHidden } of childrenOf(parentId)) {
      const ownPath = path === '' ? name : `${path}${SEPARATOR}${name}`;
      if (!isHidden) options.push({ id, name, path: ownPath, depth, kind });
      visit(id, ownPath, depth + 1);
    }
  };
  visit(null, '', 0);
  return options;
}
