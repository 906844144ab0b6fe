import {
  can,
  judgeMemberChange,
  judgeTransfer,
  Role,
  type ChangeRole,
  type Member,
  type MemberVerdict,
  type TransferOwnership,
} from '@steward/core/access';
import type { JsonObject } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import {
  deleteMember,
  listMemberRows,
  updateMemberRole,
  updateOwner,
  withdrawInvitationsBy,
} from '@steward/db/control';
import { recordAccess, type AccessDeps } from './access-deps.ts';
import type { InWorkspace } from './access.service.ts';
import type { PeopleDeps } from './people.ts';

export async function listMembers(
  { control }: Pick<AccessDeps, 'control'>,
  workspaceId: string,
): Promise<Member[]> {
  const rows = await listMemberRows(control.orm, workspaceId);
  return rows.map((row) => ({ ...row, role: Role.parse(row.role) }));
}

/** @throws DomainError with the reason of the verdict, or `changed_meanwhile`. */
export function changeRole(
  deps: PeopleDeps,
  scope: InWorkspace,
  { userId, role }: ChangeRole,
): Promise<void> {
  const workspaceId = scope.workspace.id;
  return deps.inTurn(workspaceId, async () => {
    const { by, of, owners } = await readPair(deps, scope, userId);
    insist(judgeMemberChange({ by, of, to: role, owners }));
    if (of.role === role) return;
    await record(deps, scope, {
      ...{ userId, payload: { change: 'role_changed', name: of.name, before: of.role, after: role } },
    });
    const change = { workspaceId, userId, from: of.role, to: role };
    if (!(await updateMemberRole(deps.control.orm, change))) throw changedMeanwhile();
    if (!can(role, 'invitations:write')) await withdrawTheirInvitations(deps, scope, of);
  });
}

export function removeMember(deps: PeopleDeps, scope: InWorkspace, userId: string): Promise<void> {
  const workspaceId = scope.workspace.id;
  return deps.inTurn(workspaceId, async () => {
    const { by, of, owners } = await readPair(deps, scope, userId);
    insist(judgeMemberChange({ by, of, to: null, owners }));
    const change = by.userId === of.userId ? 'member_left' : 'member_removed';
    await record(deps, scope, { userId, payload: { change, name: of.name, before: of.role, after: null } });
    if (!(await deleteMember(deps.control.orm, { workspaceId, userId, from: of.role }))) {
      throw changedMeanwhile();
    }
    await withdrawTheirInvitations(deps, scope, of);
  });
}

export function leaveWorkspace(deps: PeopleDeps, scope: InWorkspace): Promise<void> {
  return removeMember(deps, scope, personOf(scope));
}

/** Asks for the password before anything else: a session left open must not be enough. */
export async function transferOwnership(
  deps: PeopleDeps,
  scope: InWorkspace,
  { userId, staysOwner, password }: TransferOwnership,
): Promise<void> {
  const workspaceId = scope.workspace.id;
  await deps.checkPassword(personOf(scope), password);
  await deps.inTurn(workspaceId, async () => {
    const { by, of } = await readPair(deps, scope, userId);
    insist(judgeTransfer({ by, of }));
    const fromBecomes = staysOwner ? 'owner' : 'admin';
    await record(deps, scope, {
      userId,
      payload: {
        ...{ change: 'ownership_transferred', name: of.name, from: by.name },
        before: { [by.userId]: by.role, [of.userId]: of.role },
        after: { [by.userId]: fromBecomes, [of.userId]: 'owner' },
      },
    });
    const transfer = { workspaceId, fromUserId: by.userId, fromBecomes, toUserId: userId };
    if (!(await updateOwner(deps.control.orm, transfer))) throw changedMeanwhile();
  });
}

/** The links that somebody has handed out must not let them in again. */
async function withdrawTheirInvitations(
  deps: PeopleDeps,
  scope: InWorkspace,
  { userId, name }: Member,
): Promise<void> {
  const emails = await withdrawInvitationsBy(deps.control.orm, scope.workspace.id, userId);
  if (emails.length === 0) return;
  await record(deps, scope, { userId, payload: { change: 'invitations_withdrawn', name, emails } });
}

/** Who asks and whom it is about, as they are now and not as they were when the request began. */
async function readPair(deps: PeopleDeps, scope: InWorkspace, userId: string) {
  const byId = personOf(scope);
  const members = await listMembers(deps, scope.workspace.id);
  const by = members.find((member) => member.userId === byId);
  const of = members.find((member) => member.userId === userId);
  if (!by || !of) {
    const message = 'There is no such person in this workspace.';
    throw new DomainError({ code: 'not_found', reason: 'member', message });
  }
  return { by, of, owners: members.filter(({ role }) => role === 'owner').length };
}

/** @throws DomainError `person_needed`: a key, which anybody may hold, gives nobody access. */
export function personOf({ actor }: InWorkspace): string {
  if (actor.kind === 'user') return actor.id;
  const message = 'Only a signed-in person can change who is in a workspace, not an API key.';
  throw new DomainError({ code: 'forbidden', reason: 'person_needed', message });
}

// Recorded first: the chain and the control database are two files, and a change must never lack its record.
function record(
  deps: PeopleDeps,
  { actor, workspace }: InWorkspace,
  { userId, payload }: { userId: string; payload: JsonObject },
): Promise<void> {
  return recordAccess(deps, { workspaceId: workspace.id, actor, action: 'member', subject: userId, payload });
}

function insist(verdict: MemberVerdict): void {
  if (verdict.isAllowed) return;
  const { reason, message } = verdict;
  const code = ['role', 'owner_untouchable'].includes(reason) ? 'forbidden' : 'conflict';
  throw new DomainError({ code, reason, message });
}

function changedMeanwhile(): DomainError {
  const message = 'Somebody else changed this person’s access at the same time: look again.';
  return new DomainError({ code: 'conflict', reason: 'changed_meanwhile', message });
}
