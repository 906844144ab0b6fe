import type { IdentifiedRow } from '@steward/core/imports';
import type { Category } from '@steward/core/ledger';
import { createId, type Entropy } from '@steward/core/identity';
import { namePayee, normalisePayee, type PayeeRule } from '@steward/core/payees';
import type { Orm } from '@steward/db/client';
import { listCategories, readMergedCategories } from '@steward/db/ledger';
import { findPayeeByName, findPayees, listPayeeRules } from '@steward/db/payees';

/** Names seen so far and what they stand for. Grows only by what was committed. */
export interface KnownNames {
  /** Category names at the root, and paths such as "Home > Rent". */
  categories: Map<string, string>;
  payees: Map<string, string>;
  /** How the workspace calls imported names. */
  rules: readonly PayeeRule[];
}

export async function openKnownNames(orm: Orm): Promise<KnownNames> {
  const categories = new Map<string, string>();
  for (const { name, intoId } of await readMergedCategories(orm)) categories.set(name, intoId);
  const all = await listCategories(orm);
  const nameOf = new Map(all.map(({ id, name }) => [id, name]));
  for (const { id, name, parentId } of all) {
    if (parentId === null) {
      categories.set(name, id);
      continue;
    }
    for (const mark of [' > ', ':', ' / ']) categories.set(`${nameOf.get(parentId) ?? ''}${mark}${name}`, id);
  }
  return { categories, payees: new Map(), rules: await listPayeeRules(orm) };
}

export interface ResolvedNames {
  known: Pick<KnownNames, 'categories' | 'payees'>;
  newCategories: Category[];
  newPayees: { id: string; name: string }[];
  newAliases: { importedName: string; normalised: string; payeeId: string }[];
}

/**
 * Categories and payees of rows: those that are here, and new ones for names that are not. A new
 * spelling of a payee that is here, once what banks add is taken off, becomes one more alias of it.
 */
export async function resolveNames(
  orm: Orm,
  { known, rows, entropy }: { known: KnownNames; rows: readonly IdentifiedRow[]; entropy: Entropy },
): Promise<ResolvedNames> {
  const categories = new Map<string, string>();
  const newCategories: Category[] = [];
  for (const name of rows.flatMap(({ category, splits }) => [
    category,
    ...splits.map((part) => part.category),
  ])) {
    if (name === null || known.categories.has(name) || categories.has(name)) continue;
    const id = createId('cat', entropy);
    categories.set(name, id);
    newCategories.push({ id, name, parentId: null, kind: 'expense', isHidden: false });
  }
  const unknown = [...new Set(rows.map(({ payee }) => payee))].filter((name) => !known.payees.has(name));
  const names = unknown.map((importedName) => {
    const { name, ruleId } = namePayee(importedName, known.rules);
    return { importedName, name, ruleId, normalised: normalisePayee(name) };
  });
  const { byImportedName, byNormalised } = await findPayees(orm, names);
  // A rule names a payee that may have had no spelling like that yet.
  for (const { name, ruleId, normalised } of names) {
    if (ruleId === null || byNormalised.has(normalised)) continue;
    const id = await findPayeeByName(orm, name);
    if (id !== null) byNormalised.set(normalised, id);
  }
  const payees = new Map<string, string>();
  const newPayees: ResolvedNames['newPayees'] = [];
  const newAliases: ResolvedNames['newAliases'] = [];
  for (const { importedName, name, normalised } of names) {
    const id = byImportedName.get(importedName) ?? byNormalised.get(normalised) ?? createId('pay', entropy);
    payees.set(importedName, id);
    if (byImportedName.has(importedName)) continue;
    newAliases.push({ importedName, normalised, payeeId: id });
    if (byNormalised.has(normalised)) continue;
    byNormalised.set(normalised, id);
    newPayees.push({ id, name });
  }
  return { known: { categories, payees }, newCategories, newPayees, newAliases };
}

/** To be called once the transaction that stored them has committed. */
export function rememberNames(known: KnownNames, resolved: ResolvedNames): void {
  for (const [name, id] of resolved.known.categories) known.categories.set(name, id);
  for (const [name, id] of resolved.known.payees) known.payees.set(name, id);
}
