import type {
  ChangeRole,
  InvitationList,
  InviteMember,
  JoinAsStranger,
  Member,
  OpenInvitation,
  RenewInvitation,
  SentInvitation,
  TransferOwnership,
} from '@steward/core/access';
import { Mutex } from '@steward/db/client';
import { createMail, type Mail } from '../mail/index.ts';
import type { AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies, InWorkspace } from './access.service.ts';
import { createInvitationLimits, type InvitationLimits } from './invitation-limits.ts';
import { inviteMember, listInvitations, renewInvitation, withdrawInvitation } from './invitations.ts';
import { joinAsMember, joinAsStranger, openInvitation } from './joining.ts';
import { changeRole, leaveWorkspace, listMembers, removeMember, transferOwnership } from './members.ts';
import { createPasswordCheck, type CheckPassword } from './password-check.ts';

/** What the services of members and invitations share beside the access service's own. */
export interface PeopleDeps extends AccessDeps {
  mail: Mail | null;
  limits: InvitationLimits;
  checkPassword: CheckPassword;
  /** One change to a workspace's people after the other, so that what was decided still holds when it is done. */
  inTurn: <T>(workspaceId: string, task: () => Promise<T>) => Promise<T>;
}

/** A scope whose answer may hold a link to this server. */
export interface LinkScope extends InWorkspace {
  /** As the browser sees this server; absent for callers without one. */
  origin?: string | undefined;
}

/** The other people of a workspace: who is in, who may come in, and how. */
export interface People {
  listMembers(workspaceId: string): Promise<Member[]>;
  changeRole(scope: InWorkspace, input: ChangeRole): Promise<void>;
  removeMember(scope: InWorkspace, userId: string): Promise<void>;
  leaveWorkspace(scope: InWorkspace): Promise<void>;
  transferOwnership(scope: InWorkspace, input: TransferOwnership): Promise<void>;
  listInvitations(workspaceId: string): Promise<InvitationList>;
  inviteMember(scope: LinkScope, input: InviteMember): Promise<SentInvitation>;
  renewInvitation(scope: LinkScope, input: RenewInvitation): Promise<SentInvitation>;
  withdrawInvitation(scope: InWorkspace, id: string): Promise<void>;
  /** What a link opens. @throws DomainError with one sentence for each way in which it does not. */
  openInvitation(request: AccessRequest, token: string): Promise<OpenInvitation>;
  /** A signed-in person comes in, and their session works there from now on. */
  joinAsMember(request: AccessRequest, token: string): Promise<void>;
  /** Makes an account, comes in and signs in. */
  joinAsStranger(request: AccessRequest, input: JoinAsStranger): Promise<Cookies>;
}

export function createPeople(access: AccessDeps): People {
  const turns = new Map<string, Mutex>();
  const deps: PeopleDeps = {
    ...access,
    mail: createMail(access.config),
    limits: createInvitationLimits(),
    checkPassword: createPasswordCheck(access),
    inTurn: (workspaceId, task) => {
      const turn = turns.get(workspaceId) ?? new Mutex();
      turns.set(workspaceId, turn);
      return turn.run(task);
    },
  };
  return {
    listMembers: (workspaceId) => listMembers(deps, workspaceId),
    changeRole: (scope, input) => changeRole(deps, scope, input),
    removeMember: (scope, userId) => removeMember(deps, scope, userId),
    leaveWorkspace: (scope) => leaveWorkspace(deps, scope),
    transferOwnership: (scope, input) => transferOwnership(deps, scope, input),
    listInvitations: (workspaceId) => listInvitations(deps, workspaceId),
    inviteMember: (scope, input) => inviteMember(deps, scope, input),
    renewInvitation: (scope, input) => renewInvitation(deps, scope, input),
    withdrawInvitation: (scope, id) => withdrawInvitation(deps, scope, id),
    openInvitation: (request, token) => openInvitation(deps, request, token),
    joinAsMember: (request, token) => joinAsMember(deps, request, token),
    joinAsStranger: (request, input) => joinAsStranger(deps, request, input),
  };
}
