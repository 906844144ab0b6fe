import type { SavedView } from '@steward/core/ledger';
import { asc, eq } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { view } from './listing.table.ts';

/** By name. */
export async function listViews(orm: Orm): Promise<SavedView[]> {
  return orm.select({ id: view.id, name: view.name, query: view.query }).from(view).orderBy(asc(view.name));
}

export async function insertView(tx: WriteTx, row: SavedView, at: Date): Promise<void> {
  await tx.orm.insert(view).values({ ...row, createdAt: at });
}

export async function renameView(tx: WriteTx, { id, name }: { id: string; name: string }): Promise<void> {
  await tx.orm.update(view).set({ name }).where(eq(view.id, id));
}

export async function removeView(tx: WriteTx, id: string): Promise<void> {
  await tx.orm.delete(view).where(eq(view.id, id));
}
