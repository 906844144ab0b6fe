import { and, asc, eq } from 'drizzle-orm';
import { passkey } from './account.table.ts';
import type { ControlOrm } from './control-db.ts';

export type PasskeyRow = typeof passkey.$inferSelect;

const ofUser = (userId: string, id: string) => and(eq(passkey.userId, userId), eq(passkey.id, id));

export function listPasskeyRows(orm: ControlOrm, userId: string): Promise<PasskeyRow[]> {
  return orm
    .select()
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt), asc(passkey.id));
}

export async function readPasskeyRow(orm: ControlOrm, id: string): Promise<PasskeyRow | null> {
  const rows = await orm.select().from(passkey).where(eq(passkey.id, id));
  return rows[0] ?? null;
}

/** Whether it is new; a credential belongs to one user only. */
export async function insertPasskeyRow(orm: ControlOrm, row: PasskeyRow): Promise<boolean> {
  const rows = await orm.insert(passkey).values(row).onConflictDoNothing().returning({ id: passkey.id });
  return rows.length > 0;
}

export async function updatePasskeyName(orm: ControlOrm, userId: string, { id, name }: PasskeyName) {
  await orm.update(passkey).set({ name }).where(ofUser(userId, id));
}

interface PasskeyName {
  id: string;
  name: string;
}

export async function updatePasskeyUsed(
  orm: ControlOrm,
  id: string,
  { counter, at }: { counter: number; at: Date },
): Promise<void> {
  await orm.update(passkey).set({ counter, lastUsedAt: at }).where(eq(passkey.id, id));
}

export async function deletePasskeyRow(orm: ControlOrm, userId: string, id: string): Promise<void> {
  await orm.delete(passkey).where(ofUser(userId, id));
}
