import {
  GivenRole,
  INVITATION_DAYS,
  type Invitation,
  type InvitationList,
  type InviteMember,
  type RenewInvitation,
  type SentInvitation,
} from '@steward/core/access';
import { sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import {
  countPendingInvitations,
  insertInvitation,
  listInvitationRows,
  readInvitation,
  renewInvitationRow,
  saveMailOutcome,
  withdrawInvitationRow,
  type InvitationRow,
} from '@steward/db/control';
import { randomBytes } from 'node:crypto';
import { recordAccess } from './access-deps.ts';
import type { InWorkspace } from './access.service.ts';
import { listMembers, personOf } from './members.ts';
import { ownOrigin } from './own-origin.ts';
import type { LinkScope, PeopleDeps } from './people.ts';

const PENDING_AT_MOST = 100;
const DAY_MS = 86_400_000;

export async function listInvitations(deps: PeopleDeps, workspaceId: string): Promise<InvitationList> {
  const rows = await listInvitationRows(deps.control.orm, workspaceId);
  const now = deps.now();
  return { items: rows.map((row) => toInvitation(row, now)), canMail: deps.mail !== null };
}

/**
 * Makes a link that lets one person in, and mails it where a mail server is configured. Only the SHA-256 of its
 * secret is kept.
 *
 * A link that went by mail is shown to nobody else and is bound to the address: whoever has it has read that
 * mailbox. A link that was handed over is bound to nobody: Steward cannot know who was given it, and asking for an
 * address that nobody has checked would only look like a check.
 */
export async function inviteMember(
  deps: PeopleDeps,
  scope: LinkScope,
  { email, role }: InviteMember,
): Promise<SentInvitation> {
  const { id: workspaceId } = scope.workspace;
  const inviterId = personOf(scope);
  if (deps.mail !== null) await deps.limits.claimMail(workspaceId);
  const made = await deps.inTurn(workspaceId, async () => {
    await refuseTwice(deps, workspaceId, email);
    const createdAt = deps.now();
    const id = createId('inv', { now: createdAt, random: randomBytes });
    const fresh = freshSecret(createdAt);
    await record(deps, scope, { id, change: 'member_invited', name: email, role });
    const { secretHash, expiresAt } = fresh;
    const row = { id, workspaceId, email, role, inviterId, secretHash, createdAt, expiresAt };
    await insertInvitation(deps.control.orm, row);
    return { id, ...fresh };
  });
  return sendOrShow(deps, scope, { ...made, isByMail: deps.mail !== null });
}

/** Puts a new link in the place of the old one, which no longer works. */
export async function renewInvitation(
  deps: PeopleDeps,
  scope: LinkScope,
  { id, by }: RenewInvitation,
): Promise<SentInvitation> {
  const { id: workspaceId } = scope.workspace;
  personOf(scope);
  if (by === 'mail') {
    if (deps.mail === null) throw noMailServer();
    await deps.limits.claimMail(workspaceId);
  }
  const made = await deps.inTurn(workspaceId, async () => {
    const row = await readPending(deps, workspaceId, id);
    const fresh = freshSecret(deps.now());
    await record(deps, scope, { id, change: 'invitation_renewed', name: row.email, role: row.role });
    const { secretHash, expiresAt } = fresh;
    const isRenewed = await renewInvitationRow(deps.control.orm, { id, workspaceId, secretHash, expiresAt });
    if (!isRenewed) throw noSuchInvitation();
    return { id, ...fresh };
  });
  return sendOrShow(deps, scope, { ...made, isByMail: by === 'mail' });
}

export function withdrawInvitation(deps: PeopleDeps, scope: InWorkspace, id: string): Promise<void> {
  const { id: workspaceId } = scope.workspace;
  personOf(scope);
  return deps.inTurn(workspaceId, async () => {
    const row = await readPending(deps, workspaceId, id);
    await record(deps, scope, { id, change: 'invitation_withdrawn', name: row.email, role: row.role });
    if (!(await withdrawInvitationRow(deps.control.orm, workspaceId, id))) throw noSuchInvitation();
  });
}

async function refuseTwice(deps: PeopleDeps, workspaceId: string, email: string): Promise<void> {
  const members = await listMembers(deps, workspaceId);
  if (members.some((member) => member.email === email)) {
    const message = `${email} is in this workspace already.`;
    throw new DomainError({ code: 'conflict', reason: 'already_member', message });
  }
  const pending = await listInvitationRows(deps.control.orm, workspaceId);
  if (pending.some((row) => row.email === email)) {
    const message = `${email} is invited already: make a new link below, or withdraw the invitation.`;
    throw new DomainError({ code: 'conflict', reason: 'already_invited', message });
  }
  if ((await countPendingInvitations(deps.control.orm, workspaceId)) >= PENDING_AT_MOST) {
    const message = `${PENDING_AT_MOST} invitations wait for an answer already: withdraw some first.`;
    throw new DomainError({ code: 'conflict', reason: 'too_many_pending', message });
  }
}

interface Fresh {
  secret: string;
  secretHash: string;
  expiresAt: Date;
}

function freshSecret(now: Date): Fresh {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  return { secret, secretHash: sha256Hex(secret), expiresAt };
}

/** After everything is stored: a mail cannot be taken back. */
async function sendOrShow(
  deps: PeopleDeps,
  scope: LinkScope,
  made: Fresh & { id: string; isByMail: boolean },
): Promise<SentInvitation> {
  const { id, secret, secretHash, isByMail } = made;
  const link = `${scope.origin ?? ownOrigin(deps.config)}/invite?token=${id}.${secret}`;
  const isMailed = isByMail && (await mailLink(deps, scope, { id, link, secretHash }));
  const row = await readPending(deps, scope.workspace.id, id);
  return { invitation: toInvitation(row, deps.now()), link: isMailed ? null : link };
}

async function mailLink(
  deps: PeopleDeps,
  { actor, workspace }: LinkScope,
  { id, link, secretHash }: { id: string; link: string; secretHash: string },
): Promise<boolean> {
  if (deps.mail === null) return false;
  const { email, role } = await readPending(deps, workspace.id, id);
  const outcome = await deps.mail.send({
    to: email,
    subject: `${actor.name} invites you to ${workspace.name}`,
    paragraphs: [
      `${actor.name} invites you to the workspace ${workspace.name} in Steward, as ${role ?? 'viewer'}.`,
      `The link works once and for ${INVITATION_DAYS} days, with this address. If you did not expect it, do nothing.`,
    ],
    link,
  });
  if (!outcome.isSent) deps.log.warn({ invitation: id, failure: outcome.failure }, 'mail refused');
  await saveMailOutcome(deps.control.orm, secretHash, {
    mailedAt: outcome.isSent ? deps.now() : null,
    mailFailure: outcome.isSent ? null : outcome.failure,
  });
  return outcome.isSent;
}

function toInvitation(row: InvitationRow, now: Date): Invitation {
  const { id, email, invitedBy, createdAt, expiresAt, mailedAt, mailFailure } = row;
  return {
    ...{ id, email, invitedBy, createdAt, expiresAt, mailedAt, mailFailure },
    role: GivenRole.parse(row.role),
    isExpired: expiresAt.getTime() <= now.getTime(),
  };
}

async function readPending(deps: PeopleDeps, workspaceId: string, id: string): Promise<InvitationRow> {
  const row = await readInvitation(deps.control.orm, id);
  if (row?.workspaceId !== workspaceId || row.status !== 'pending') throw noSuchInvitation();
  return row;
}

function record(
  deps: PeopleDeps,
  { actor, workspace }: InWorkspace,
  { id, ...payload }: { id: string; change: string; name: string; role: string | null },
): Promise<void> {
  return recordAccess(deps, { workspaceId: workspace.id, actor, action: 'member', subject: id, payload });
}

function noSuchInvitation(): DomainError {
  const message = 'There is no such invitation any more: it was accepted or withdrawn.';
  return new DomainError({ code: 'not_found', reason: 'invitation', message });
}

function noMailServer(): DomainError {
  const message = 'Steward sends no mail: set STEWARD_SMTP_URL, or hand a link over.';
  return new DomainError({ code: 'conflict', reason: 'no_mail_server', message });
}
