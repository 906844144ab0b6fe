import { z } from 'zod';
import { idSchema } from '../identity/index.ts';
import { GivenPassword, NewPassword } from '../account/index.ts';
import { Email } from './access.schema.ts';
import { Role } from './permissions.ts';

/** What an invitation or a change of role can give; an owner is made by handing ownership over, nothing else. */
export const GivenRole = Role.exclude(['owner']);
export type GivenRole = z.infer<typeof GivenRole>;

const UserId = z.string().min(1).max(64);

export const ChangeRole = z.object({ userId: UserId, role: GivenRole });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const RemoveMember = z.object({ userId: UserId });

export const TransferOwnership = z.object({
  userId: UserId,
  /** Whether the one who hands it over stays an owner too; else they become an admin. */
  staysOwner: z.boolean().default(false),
  /** Asked again: a session left open must not be enough to give a workspace away. */
  password: GivenPassword,
});
export type TransferOwnership = z.infer<typeof TransferOwnership>;

export const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: z.date(),
  /** To the day, from their sessions in this workspace; null when none is left to tell. */
  seenAt: z.date().nullable(),
});
export type Member = z.infer<typeof Member>;

export const InvitationId = idSchema('inv');

export const InviteMember = z.object({ email: Email, role: GivenRole.default('reviewer') });
export type InviteMember = z.infer<typeof InviteMember>;

export const RenewInvitation = z.object({
  id: InvitationId,
  /** By mail to the address again, or as a link to hand over. */
  by: z.enum(['mail', 'link']),
});
export type RenewInvitation = z.infer<typeof RenewInvitation>;

export const WithdrawInvitation = z.object({ id: InvitationId });

/** An invitation that nobody has accepted yet, as the workspace's admins see it. */
export const Invitation = z.object({
  id: InvitationId,
  email: z.string(),
  role: GivenRole,
  invitedBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  isExpired: z.boolean(),
  /** When the mail server took the mail; null for a link that was handed over. */
  mailedAt: z.date().nullable(),
  /** What the mail server said when it refused the mail. */
  mailFailure: z.string().nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

/** The only time the link is shown; null when it went by mail, and to that mailbox alone. */
export const SentInvitation = z.object({ invitation: Invitation, link: z.string().nullable() });
export type SentInvitation = z.infer<typeof SentInvitation>;

export const InvitationList = z.object({ items: z.array(Invitation), canMail: z.boolean() });
export type InvitationList = z.infer<typeof InvitationList>;

export const InvitationToken = z.string().min(1).max(200);

/** What the holder of a link may know before accepting. */
export interface OpenInvitation {
  workspaceId: string;
  workspaceName: string;
  invitedBy: string;
  role: GivenRole;
  /** The one address that may accept; null when whoever holds the link may. */
  boundTo: string | null;
}

export const JoinAsStranger = z.object({
  token: InvitationToken,
  name: z.string().trim().min(1, 'say what to call you').max(80),
  email: Email,
  password: NewPassword,
});
export type JoinAsStranger = z.infer<typeof JoinAsStranger>;
