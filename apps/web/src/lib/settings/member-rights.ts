import { GivenRole, judgeMemberChange, type Member, type Role } from '@steward/core/access';

interface Rights {
  /** The roles that can be given, with the present one first when it is one of them. */
  roles: GivenRole[];
  canRemove: boolean;
}

interface Viewer {
  userId: string;
  role: Role;
}

/** What the person who looks may do to a member, so that no button is offered that would be refused. */
export function rightsOver(viewer: Viewer, member: Member, members: readonly Member[]): Rights {
  const owners = members.filter(({ role }) => role === 'owner').length;
  const mayBecome = (to: Role | null) => judgeMemberChange({ by: viewer, of: member, to, owners }).isAllowed;
  return {
    roles: GivenRole.options.filter((role) => mayBecome(role)),
    canRemove: viewer.userId !== member.userId && mayBecome(null),
  };
}
