import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { ControlOrm } from './control-db.ts';
import { apikey, member, organization, session, user } from './control.table.ts';

export interface MembershipRow {
  id: string;
  name: string;
  role: string;
}

export async function countUsers(orm: ControlOrm): Promise<number> {
  const rows = await orm.select({ users: count() }).from(user);
  return rows[0]?.users ?? 0;
}

export async function readUser(
  orm: ControlOrm,
  userId: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const rows = await orm
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, userId));
  return rows[0] ?? null;
}

export async function readUserByEmail(
  orm: ControlOrm,
  email: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const rows = await orm
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(eq(user.email, email));
  return rows[0] ?? null;
}

/** Every workspace that a user is in, the oldest first. */
export function listMemberships(orm: ControlOrm, userId: string): Promise<MembershipRow[]> {
  return orm
    .select({ id: organization.id, name: organization.name, role: member.role })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, userId))
    .orderBy(asc(member.createdAt), asc(organization.id));
}

export async function readWorkspaceName(orm: ControlOrm, workspaceId: string): Promise<string | null> {
  const rows = await orm
    .select({ name: organization.name })
    .from(organization)
    .where(eq(organization.id, workspaceId));
  return rows[0]?.name ?? null;
}

export async function updateWorkspaceName(orm: ControlOrm, workspaceId: string, name: string): Promise<void> {
  await orm.update(organization).set({ name }).where(eq(organization.id, workspaceId));
}

export async function updateActiveWorkspace(
  orm: ControlOrm,
  sessionId: string,
  workspaceId: string,
): Promise<void> {
  await orm.update(session).set({ activeOrganizationId: workspaceId }).where(eq(session.id, sessionId));
}

export function listKeyRows(orm: ControlOrm, workspaceId: string) {
  return orm
    .select({
      id: apikey.id,
      name: apikey.name,
      start: apikey.start,
      permissions: apikey.permissions,
      metadata: apikey.metadata,
      createdAt: apikey.createdAt,
      lastUsedAt: apikey.lastRequest,
    })
    .from(apikey)
    .where(eq(apikey.referenceId, workspaceId))
    .orderBy(desc(apikey.createdAt), asc(apikey.id));
}

export async function updateKeyMetadata(
  orm: ControlOrm,
  keyId: string,
  metadata: Record<string, unknown>,
): Promise<void> {
  await orm
    .update(apikey)
    .set({ metadata: JSON.stringify(metadata) })
    .where(eq(apikey.id, keyId));
}

/** Name of the deleted key; null when the workspace has no such key. */
export async function deleteKeyRow(
  orm: ControlOrm,
  workspaceId: string,
  keyId: string,
): Promise<{ name: string | null } | null> {
  const rows = await orm
    .delete(apikey)
    .where(and(eq(apikey.id, keyId), eq(apikey.referenceId, workspaceId)))
    .returning({ name: apikey.name });
  return rows[0] ?? null;
}

/** Whether an account has a session that began at this address. */
export async function hasSessionFrom(orm: ControlOrm, email: string, address: string): Promise<boolean> {
  const rows = await orm
    .select({ id: session.id })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(user.email, email), eq(session.ipAddress, address)))
    .limit(1);
  return rows.length > 0;
}

export async function pingControl(orm: ControlOrm): Promise<void> {
  await orm.run(sql`select 1`);
}
