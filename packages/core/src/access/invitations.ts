export type InvitationEnd = 'unknown' | 'used' | 'withdrawn' | 'expired';

interface StoredInvitation {
  status: string;
  expiresAt: Date;
}

/** How many days a link works. */
export const INVITATION_DAYS = 7;

/** Why an invitation can no longer be accepted; null when it can. */
export function endOfInvitation(invitation: StoredInvitation | null, now: Date): InvitationEnd | null {
  if (invitation === null) return 'unknown';
  if (invitation.status === 'accepted') return 'used';
  if (invitation.status !== 'pending') return 'withdrawn';
  return invitation.expiresAt.getTime() <= now.getTime() ? 'expired' : null;
}

/** One sentence for each way in which a link does not work; none of them speaks of accounts. */
export const INVITATION_ENDS: Readonly<Record<InvitationEnd, string>> = {
  unknown:
    'This is no invitation link that Steward has sent: it may be cut off, or a newer link took its place.',
  used: 'This invitation was accepted already, and works only once.',
  withdrawn: 'This invitation was withdrawn. Ask whoever sent it for another one.',
  expired: `This invitation has expired: a link works for ${INVITATION_DAYS} days. Ask for a new one.`,
};
