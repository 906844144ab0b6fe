import { and, count, desc, eq, gt, sql } from 'drizzle-orm';
import type { ControlOrm } from './control-db.ts';
import { invitation, member, organization, user } from './control.table.ts';

export type InvitationRow = Awaited<ReturnType<typeof listInvitationRows>>[number];

const COLUMNS = {
  id: invitation.id,
  workspaceId: invitation.organizationId,
  workspaceName: organization.name,
  email: invitation.email,
  role: invitation.role,
  status: invitation.status,
  invitedBy: user.name,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
  secretHash: invitation.secretHash,
  mailedAt: invitation.mailedAt,
  mailFailure: invitation.mailFailure,
};

function selectInvitations(orm: ControlOrm) {
  return orm
    .select(COLUMNS)
    .from(invitation)
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .innerJoin(organization, eq(organization.id, invitation.organizationId));
}

/** Those that nobody has accepted yet and nobody has withdrawn, the newest first. */
export function listInvitationRows(orm: ControlOrm, workspaceId: string) {
  return selectInvitations(orm)
    .where(and(eq(invitation.organizationId, workspaceId), eq(invitation.status, 'pending')))
    .orderBy(desc(invitation.createdAt), desc(invitation.id));
}

export async function readInvitation(orm: ControlOrm, id: string): Promise<InvitationRow | null> {
  const rows = await selectInvitations(orm).where(eq(invitation.id, id));
  return rows[0] ?? null;
}

export async function countPendingInvitations(orm: ControlOrm, workspaceId: string): Promise<number> {
  const rows = await orm
    .select({ pending: count() })
    .from(invitation)
    .where(and(eq(invitation.organizationId, workspaceId), eq(invitation.status, 'pending')));
  return rows[0]?.pending ?? 0;
}

interface NewInvitation {
  id: string;
  workspaceId: string;
  email: string;
  role: string;
  inviterId: string;
  secretHash: string;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertInvitation(orm: ControlOrm, made: NewInvitation): Promise<void> {
  const { workspaceId, ...rest } = made;
  await orm.insert(invitation).values({ ...rest, organizationId: workspaceId, status: 'pending' });
}

interface Renewal {
  id: string;
  workspaceId: string;
  secretHash: string;
  expiresAt: Date;
}

/** Puts another secret in the place of the old one; false when it is no longer pending. */
export async function renewInvitationRow(orm: ControlOrm, renewal: Renewal): Promise<boolean> {
  const { id, workspaceId, ...fresh } = renewal;
  const rows = await orm
    .update(invitation)
    .set({ ...fresh, mailedAt: null, mailFailure: null })
    .where(isPending(workspaceId, id))
    .returning({ id: invitation.id });
  return rows.length > 0;
}

/** What became of the mail with this secret. */
export async function saveMailOutcome(
  orm: ControlOrm,
  secretHash: string,
  outcome: { mailedAt: Date | null; mailFailure: string | null },
): Promise<void> {
  await orm.update(invitation).set(outcome).where(eq(invitation.secretHash, secretHash));
}

/** False when it is no longer pending. */
export async function withdrawInvitationRow(
  orm: ControlOrm,
  workspaceId: string,
  id: string,
): Promise<boolean> {
  const rows = await orm
    .update(invitation)
    .set({ status: 'canceled' })
    .where(isPending(workspaceId, id))
    .returning({ id: invitation.id });
  return rows.length > 0;
}

/** Withdraws what somebody has invited to a workspace, and says to which addresses. */
export async function withdrawInvitationsBy(
  orm: ControlOrm,
  workspaceId: string,
  inviterId: string,
): Promise<string[]> {
  const rows = await orm
    .update(invitation)
    .set({ status: 'canceled' })
    .where(
      and(
        eq(invitation.organizationId, workspaceId),
        eq(invitation.inviterId, inviterId),
        eq(invitation.status, 'pending'),
      ),
    )
    .returning({ email: invitation.email });
  return rows.map(({ email }) => email);
}

interface Acceptance {
  id: string;
  secretHash: string;
  userId: string;
  memberId: string;
  at: Date;
}

/**
 * Makes a member of whoever accepts and marks the invitation used, both or neither. False when it was used or
 * withdrawn, has expired, got another secret, or the person is in already.
 */
export async function acceptInvitationRow(orm: ControlOrm, accepted: Acceptance): Promise<boolean> {
  const { id, secretHash, userId, memberId, at } = accepted;
  const [, used] = await orm.batch([
    orm.run(sql`insert into member (id, organizationId, userId, role, createdAt)
      select ${memberId}, i.organizationId, ${userId}, i.role, ${at.getTime()} from invitation i
      where i.id = ${id} and i.secretHash = ${secretHash} and i.status = 'pending'
        and i.expiresAt > ${at.getTime()} and not exists (select 1 from member m
          where m.organizationId = i.organizationId and m.userId = ${userId})`),
    orm
      .update(invitation)
      .set({ status: 'accepted' })
      .where(
        and(
          eq(invitation.id, id),
          eq(invitation.secretHash, secretHash),
          eq(invitation.status, 'pending'),
          gt(invitation.expiresAt, at),
          sql`exists (select 1 from ${member} where ${member.id} = ${memberId})`,
        ),
      )
      .returning({ id: invitation.id }),
  ]);
  return used.length > 0;
}

function isPending(workspaceId: string, id: string) {
  return and(
    eq(invitation.id, id),
    eq(invitation.organizationId, workspaceId),
    eq(invitation.status, 'pending'),
  );
}
