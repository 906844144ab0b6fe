import type { CategoryKind } from '../ledger/index.ts';
import type { HouseholdCategory } from './household.schema.ts';

/** What stands between the names of a path. */
const MARK = ' > ';

const KINDS: Readonly<Record<string, CategoryKind>> = { Income: 'income', Transfers: 'transfer' };

/** The tree of these paths, parents before their children, both by name. */
export function categoriesOf(paths: readonly string[]): HouseholdCategory[] {
  const unique = [...new Set(paths)].sort();
  const parents = [...new Set(unique.map((path) => path.split(MARK)[0] ?? path))];
  const kindOf = (parent: string) => KINDS[parent] ?? 'expense';
  const children = unique.flatMap((path) => {
    const [parent = path, name] = path.split(MARK);
    return name === undefined ? [] : [{ name, parent, kind: kindOf(parent) }];
  });
  return [...parents.map((name) => ({ name, parent: null, kind: kindOf(name) })), ...children];
}

/** The path of a category. */
export function pathOf({ name, parent }: Pick<HouseholdCategory, 'name' | 'parent'>): string {
  return parent === null ? name : parent + MARK + name;
}
