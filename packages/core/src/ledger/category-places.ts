import { DomainError } from '../errors/index.ts';
import { subtreeOf } from './category-tree.ts';
import type { Category } from './ledger.schema.ts';

type Placed = Pick<Category, 'id' | 'parentId' | 'name' | 'kind'>;

/** Why a category cannot stand where it is to stand. */
type Misplacement = 'no_parent' | 'circle' | 'name' | 'kind';

/**
 * Whether a category may stand where it says, among the others as they stand: under one that is there and not under itself,
 * beside none of its name, and of the kind of what it stands under. null when it may.
 */
export function misplacementOf(placed: Placed, categories: readonly Placed[]): Misplacement | null {
  const others = categories.filter(({ id }) => id !== placed.id);
  if (placed.parentId !== null) {
    if (subtreeOf([...others, placed], placed.id).includes(placed.parentId)) return 'circle';
    const parent = others.find(({ id }) => id === placed.parentId);
    if (!parent) return 'no_parent';
    if (parent.kind !== placed.kind) return 'kind';
  }
  const twin = others.find(({ name, parentId }) => name === placed.name && parentId === placed.parentId);
  return twin ? 'name' : null;
}

/** @throws DomainError `category`, `category_circle`, `category_name` or `category_kind` with what to do instead. */
export function refuseMisplaced(placed: Placed, categories: readonly Placed[]): void {
  const { name, kind, parentId } = placed;
  const parent = categories.find(({ id }) => id === parentId);
  switch (misplacementOf(placed, categories)) {
    case null:
      return;
    case 'no_parent': {
      const message = `There is no category ${parentId ?? ''} to put it under.`;
      throw new DomainError({ code: 'not_found', reason: 'category', message });
    }
    case 'circle': {
      const message = `${name} cannot stand under itself or under what stands under it; choose another place.`;
      throw new DomainError({ code: 'invalid', reason: 'category_circle', message });
    }
    case 'name': {
      const where = parent ? `under ${parent.name}` : 'at the top';
      const message = `There is a category named ${name} ${where} already; choose another name, or merge the two.`;
      throw new DomainError({ code: 'conflict', reason: 'category_name', message });
    }
    case 'kind': {
      const message =
        `${name} is of the kind ${kind}, but ${parent?.name ?? 'what it would stand under'} is of the kind ` +
        `${parent?.kind ?? 'another'}; what stands under a category is of its kind.`;
      throw new DomainError({ code: 'invalid', reason: 'category_kind', message });
    }
  }
}
