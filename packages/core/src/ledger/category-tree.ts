import type { Category } from './ledger.schema.ts';

type Node = Pick<Category, 'id' | 'parentId'>;

/** A category and all that stand under it, at any depth; itself first. */
export function subtreeOf(categories: readonly Node[], id: string): string[] {
  const childrenOf = Map.groupBy(categories, ({ parentId }) => parentId);
  const found = new Set([id]);
  // A set grows while it is walked; an id comes once, so that a circle ends too.
  for (const one of found) for (const child of childrenOf.get(one) ?? []) found.add(child.id);
  return [...found];
}
