import { and, asc, eq, sql } from 'drizzle-orm';
import type { ControlOrm } from './control-db.ts';
import { member, organization, user } from './control.table.ts';

interface Membership {
  workspaceId: string;
  userId: string;
}

/** The workspace of a session that never chose one: where its user is longest. */
const FIRST_WORKSPACE = sql`(select m.organizationId from member m where m.userId = ${user.id}
  order by m.createdAt, m.organizationId limit 1)`;

/** When a member's sessions were last refreshed in this workspace, which better-auth does once a day. */
const SEEN_AT = sql<number | null>`(select max(s.updatedAt) from session s where s.userId = ${user.id}
  and coalesce(s.activeOrganizationId, ${FIRST_WORKSPACE}) = ${member.organizationId})`;

/** The people of a workspace, who came first first. */
export async function listMemberRows(orm: ControlOrm, workspaceId: string) {
  const rows = await orm
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      role: member.role,
      joinedAt: member.createdAt,
      seenAt: SEEN_AT,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, workspaceId))
    .orderBy(asc(member.createdAt), asc(user.id));
  return rows.map((row) => ({ ...row, seenAt: row.seenAt === null ? null : new Date(row.seenAt) }));
}

/** Changes a role that is still `from`. False when it is another by now, or would leave no owner. */
export async function updateMemberRole(
  orm: ControlOrm,
  { workspaceId, userId, from, to }: Membership & { from: string; to: string },
): Promise<boolean> {
  const rows = await orm
    .update(member)
    .set({ role: to })
    .where(and(...isMember({ workspaceId, userId }, from), keepsAnOwner(workspaceId, from)))
    .returning({ id: member.id });
  return rows.length > 0;
}

/** Takes somebody out whose role is still `from`. False when it is another by now, or would leave no owner. */
export async function deleteMember(
  orm: ControlOrm,
  { workspaceId, userId, from }: Membership & { from: string },
): Promise<boolean> {
  const rows = await orm
    .delete(member)
    .where(and(...isMember({ workspaceId, userId }, from), keepsAnOwner(workspaceId, from)))
    .returning({ id: member.id });
  return rows.length > 0;
}

interface Transfer {
  workspaceId: string;
  /** An owner. */
  fromUserId: string;
  /** What they are afterwards. */
  fromBecomes: string;
  toUserId: string;
}

/** Makes one person an owner, and another one what they become, in one statement; false when either is gone. */
export async function updateOwner(orm: ControlOrm, transfer: Transfer): Promise<boolean> {
  const { workspaceId, fromUserId, fromBecomes, toUserId } = transfer;
  const rows = await orm.all(sql`update member
    set role = case userId when ${toUserId} then 'owner' else ${fromBecomes} end
    where organizationId = ${workspaceId} and userId in (${fromUserId}, ${toUserId})
      and exists (select 1 from member o where o.organizationId = ${workspaceId}
        and o.userId = ${fromUserId} and o.role = 'owner')
      and exists (select 1 from member t where t.organizationId = ${workspaceId} and t.userId = ${toUserId})
    returning id`);
  return rows.length === 2;
}

/** The ids of all workspaces, the oldest first. */
export async function listWorkspaceIds(orm: ControlOrm): Promise<string[]> {
  const rows = await orm
    .select({ id: organization.id })
    .from(organization)
    .orderBy(asc(organization.createdAt), asc(organization.id));
  return rows.map(({ id }) => id);
}

function isMember({ workspaceId, userId }: Membership, role: string) {
  return [eq(member.organizationId, workspaceId), eq(member.userId, userId), eq(member.role, role)];
}

function keepsAnOwner(workspaceId: string, role: string) {
  if (role !== 'owner') return undefined;
  return sql`(select count(*) from member o where o.organizationId = ${workspaceId} and o.role = 'owner') > 1`;
}
