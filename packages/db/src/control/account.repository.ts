import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { preference } from './account.table.ts';
import type { ControlOrm } from './control-db.ts';
import { account, session } from './control.table.ts';

const ofCredential = (userId: string) =>
  and(eq(account.userId, userId), eq(account.providerId, 'credential'));

export async function readPasswordHash(orm: ControlOrm, userId: string): Promise<string | null> {
  const rows = await orm.select({ hash: account.password }).from(account).where(ofCredential(userId));
  return rows[0]?.hash ?? null;
}

export async function updatePasswordHash(orm: ControlOrm, userId: string, hash: string): Promise<void> {
  await orm.update(account).set({ password: hash, updatedAt: new Date() }).where(ofCredential(userId));
}

/** The sessions of a user that have not ended, the last used first. */
export function listSessionRows(orm: ControlOrm, userId: string, now: Date) {
  const { id, ipAddress, userAgent, createdAt, updatedAt, lastUsedAt } = session;
  return orm
    .select({ id, ipAddress, userAgent, createdAt, updatedAt, lastUsedAt })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, now)))
    .orderBy(desc(session.lastUsedAt), desc(session.createdAt), session.id);
}

/** Whether there was such a session of the user. */
export async function deleteSessionRow(orm: ControlOrm, userId: string, sessionId: string): Promise<boolean> {
  const rows = await orm
    .delete(session)
    .where(and(eq(session.userId, userId), eq(session.id, sessionId)))
    .returning({ id: session.id });
  return rows.length > 0;
}

/** How many sessions were ended. */
export async function deleteOtherSessions(
  orm: ControlOrm,
  userId: string,
  keptSessionId: string,
): Promise<number> {
  const rows = await orm
    .delete(session)
    .where(and(eq(session.userId, userId), ne(session.id, keptSessionId)))
    .returning({ id: session.id });
  return rows.length;
}

export async function touchSession(orm: ControlOrm, sessionId: string, at: Date): Promise<void> {
  await orm.update(session).set({ lastUsedAt: at }).where(eq(session.id, sessionId));
}

export async function updateSessionConfirmed(orm: ControlOrm, sessionId: string, at: Date): Promise<void> {
  await orm.update(session).set({ confirmedAt: at }).where(eq(session.id, sessionId));
}

export async function readPreferenceRow(orm: ControlOrm, userId: string) {
  const rows = await orm.select().from(preference).where(eq(preference.userId, userId));
  return rows[0] ?? null;
}

export async function savePreferenceRow(orm: ControlOrm, row: typeof preference.$inferInsert): Promise<void> {
  const { userId: _key, ...set } = row;
  await orm.insert(preference).values(row).onConflictDoUpdate({ target: preference.userId, set });
}
