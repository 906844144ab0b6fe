import type { WorkspaceMembership } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { isDemoOwner, readWorkspaceName, updateWorkspaceName } from '@steward/db/control';
import { randomUUID } from 'node:crypto';
import { recordAccess, type AccessDeps } from './access-deps.ts';
import type { InWorkspace } from './access.service.ts';

/** Makes a workspace with its own file; who made it owns it. */
export async function createWorkspace(
  deps: AccessDeps,
  actor: Actor,
  name: string,
): Promise<WorkspaceMembership> {
  if (actor.kind !== 'user') {
    const message = 'Only a signed-in person can make a workspace.';
    throw new DomainError({ code: 'forbidden', reason: 'person_needed', message });
  }
  if (await isDemoOwner(deps.control.orm, actor.id)) {
    const message =
      'You are here for the demo only and have no password: remove the demo, then set Steward up.';
    throw new DomainError({ code: 'conflict', reason: 'demo_owner', message });
  }
  const { id } = await deps
    .authFor({ isSecure: false })
    .api.createOrganization({ body: { name, slug: randomUUID(), userId: actor.id } });
  await recordAccess(deps, {
    ...{ workspaceId: id, actor, action: 'configuration_change', subject: id },
    payload: { change: 'workspace_created', name },
  });
  return { id, name, role: 'owner' };
}

export async function renameWorkspace(
  deps: AccessDeps,
  { actor, workspace }: InWorkspace,
  { name, reverts }: { name: string; reverts?: number | undefined },
): Promise<WorkspaceMembership> {
  const before = await readWorkspaceName(deps.control.orm, workspace.id);
  if (before === name) return { ...workspace, name };
  // Recorded first: the chain and the control database are two files, and a change must never lack its record.
  await recordAccess(deps, {
    ...{ workspaceId: workspace.id, actor, action: 'configuration_change', subject: workspace.id },
    payload: { change: 'workspace_renamed', before, after: name, reverts },
  });
  await updateWorkspaceName(deps.control.orm, workspace.id, name);
  return { ...workspace, name };
}
