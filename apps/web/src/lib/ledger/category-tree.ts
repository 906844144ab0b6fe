import type { Category } from '@steward/core/ledger';

export interface CategoryOption extends Pick<Category, 'id' | 'name' | 'kind' | 'icon' | 'isHidden'> {
  /** With its parents, `Home › Repairs`. */
  path: string;
  depth: number;
}

const SEPARATOR = ' › ';

/** Categories as a tree laid flat: parents before children, by name; archived ones are left out unless asked for. */
export function flattenCategories(
  categories: readonly Category[],
  { withArchived = false }: { withArchived?: boolean } = {},
): CategoryOption[] {
  const known = new Set(categories.map(({ id }) => id));
  const childrenOf = Map.groupBy(categories, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const options: CategoryOption[] = [];
  const visit = (parentId: string | null, path: string, depth: number) => {
    const children = (childrenOf.get(parentId) ?? []).toSorted((a, b) => a.name.localeCompare(b.name));
    for (const { id, name, kind, icon, isHidden } of children) {
      const ownPath = path === '' ? name : `${path}${SEPARATOR}${name}`;
      if (withArchived || !isHidden) options.push({ id, name, path: ownPath, depth, kind, icon, isHidden });
      visit(id, ownPath, depth + 1);
    }
  };
  visit(null, '', 0);
  return options;
}
