import { ne, sum } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { dayTotal } from './day-total.table.ts';

/** How many splits of transactions that stand each category has. */
export async function countByCategory(orm: Orm): Promise<Record<string, number>> {
  const rows = await orm
    .select({ id: dayTotal.categoryId, n: sum(dayTotal.n).mapWith(Number) })
    .from(dayTotal)
    .where(ne(dayTotal.categoryId, ''))
    .groupBy(dayTotal.categoryId);
  return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
}
