import { can } from './access.ts';
import type { Role } from './permissions.ts';

/** One person's wish to change what another, or they themselves, may do. */
export interface MemberChange {
  by: { userId: string; role: Role };
  of: { userId: string; role: Role };
  /** The new role; null takes them out of the workspace. */
  to: Role | null;
  /** Owners that the workspace has now. */
  owners: number;
}

export type MemberVerdict = { isAllowed: true } | { isAllowed: false; reason: string; message: string };

const ALLOWED: MemberVerdict = { isAllowed: true };

/**
 * Whether a person may change a member's role or take them out. Owners may do all but leave the workspace without
 * an owner; admins may do the same to everybody but owners; anybody may leave. Nobody becomes an owner this way.
 */
export function judgeMemberChange({ by, of, to, owners }: MemberChange): MemberVerdict {
  const isSelf = by.userId === of.userId;
  const leaves = isSelf && to === null;
  if (!leaves && !can(by.role, 'members:write')) {
    return refuse('role', `The role ${by.role} may not change other people's access.`);
  }
  if (to === 'owner') {
    return refuse('use_transfer', 'A person becomes an owner only when an owner hands ownership over.');
  }
  if (of.role !== 'owner') return ALLOWED;
  if (by.role !== 'owner') return refuse('owner_untouchable', 'Only an owner may change or remove an owner.');
  if (owners < 2) {
    const message = isSelf
      ? 'You are the only owner: hand ownership over first.'
      : 'They are the only owner: the workspace would have none.';
    return refuse('last_owner', message);
  }
  return ALLOWED;
}

/** Whether a person may make a member an owner. */
export function judgeTransfer({ by, of }: Pick<MemberChange, 'by' | 'of'>): MemberVerdict {
  if (!can(by.role, 'workspace:transfer'))
    return refuse('role', `The role ${by.role} may not hand ownership over.`);
  if (by.userId === of.userId)
    return refuse('same_person', 'You are an owner already: choose somebody else.');
  if (of.role === 'owner') return refuse('already_owner', 'They are an owner already.');
  return ALLOWED;
}

function refuse(reason: string, message: string): MemberVerdict {
  return { isAllowed: false, reason, message };
}
