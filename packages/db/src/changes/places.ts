import { sql } from 'drizzle-orm';
import type { Category } from '@steward/core/ledger';
import type { Orm } from '../client/index.ts';

/** Where a category stands, or stood before it was removed or merged. */
export interface CategoryPlace extends Pick<Category, 'id' | 'name' | 'kind' | 'parentId'> {
  isRemoved: boolean;
  mergedInto: string | null;
}

export async function readCategoryPlaces(orm: Orm): Promise<CategoryPlace[]> {
  const rows = await orm.all<Omit<CategoryPlace, 'isRemoved'> & { isRemoved: number }>(
    sql`select id, name, kind, nullif(parent_id, '') as parentId, removed_at is not null as isRemoved,
          merged_into_id as mergedInto from ledger_category`,
  );
  return rows.map((row) => ({ ...row, isRemoved: row.isRemoved === 1 }));
}

/** What a budget is the only one of. */
export interface BudgetPlace {
  id: string;
  categoryId: string;
  period: string;
  currency: string;
}

export async function readBudgetPlaces(orm: Orm): Promise<BudgetPlace[]> {
  return orm.all<BudgetPlace>(
    sql`select id, category_id as categoryId, period, currency from budgets_budget`,
  );
}
