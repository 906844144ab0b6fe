import type { Category } from '@steward/core/ledger';
import { rankBest, searchWords, type FindInput, type Found } from '@steward/core/search';
import type { WorkspaceDb } from '@steward/db/client';
import { listCategories } from '@steward/db/ledger';
import { findPayeesByWords } from '@steward/db/search';

/** As many payees are ranked; more than these fit only what nobody would read a list for. */
const CANDIDATES = 200;

/** Payees and categories by their names. */
export async function find(db: WorkspaceDb, { text, limit }: FindInput): Promise<Found> {
  const [first, ...rest] = searchWords(text);
  if (first === undefined) return { payees: [], categories: [] };
  const { payees, categories } = await db.read(async (orm) => ({
    payees: await findPayeesByWords(orm, { words: [first, ...rest], limit: CANDIDATES }),
    categories: await listCategories(orm),
  }));
  const paths = pathsOf(categories);
  return {
    payees: orderPayees(payees, { text, limit }),
    categories: rankBest(paths, { text, namesOf: ({ name, path }) => [name, path], limit }).map(
      ({ id, path }) => ({ id, path }),
    ),
  };
}

/** By their names; those found only by a name they were imported under come last. */
function orderPayees(payees: Found['payees'], { text, limit }: FindInput): Found['payees'] {
  const byName = rankBest(payees, { text, namesOf: ({ name }) => [name], limit });
  const isNamed = new Set(byName.map(({ id }) => id));
  return [...byName, ...payees.filter(({ id }) => !isNamed.has(id))].slice(0, limit);
}

function pathsOf(categories: readonly Category[]): { id: string; name: string; path: string }[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  return categories.map(({ id, name, parentId }) => {
    const names = [name];
    const passed = new Set([id]);
    for (let above = byId.get(parentId ?? ''); above; above = byId.get(above.parentId ?? '')) {
      if (passed.has(above.id)) break;
      passed.add(above.id);
      names.unshift(above.name);
    }
    return { id, name, path: names.join(' › ') };
  });
}
