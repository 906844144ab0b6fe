import { KeyRole, type ApiKey, type CreatedKey, type CreateKey } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import { deleteKeyRow, listKeyRows, readWorkspaceName } from '@steward/db/control';
import { z } from 'zod';
import { recordAccess, type AccessDeps } from './access-deps.ts';
import type { Identity, InWorkspace } from './access.service.ts';
import { KEY_CONFIG_ID, type Auth } from './better-auth.ts';
import type { VerifiedKey } from './verified-keys.ts';

/** What a key may do, as it is stored with it. */
const KeyPermissions = z.object({ role: z.tuple([KeyRole]) });

/** The key that a request carries; null when it carries none. */
export function keyOf(headers: Headers): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '');
  return headers.get('x-api-key') ?? bearer?.[1] ?? null;
}

export async function verifyKey(auth: Auth, key: string): Promise<VerifiedKey | null> {
  const { valid, key: found } = await auth.api.verifyApiKey({ body: { configId: KEY_CONFIG_ID, key } });
  if (!valid || !found) return null;
  return {
    id: found.id,
    name: found.name ?? 'API key',
    workspaceId: found.referenceId,
    permissions: found.permissions,
  };
}

/** @throws DomainError `key_refused` for a key that is unknown, revoked, or without a role. */
export async function identifyKey(deps: AccessDeps, key: string): Promise<Identity> {
  const verified = await deps.keys.find(key);
  const permissions = KeyPermissions.safeParse(verified?.permissions);
  const name = verified && (await readWorkspaceName(deps.control.orm, verified.workspaceId));
  if (!verified || !permissions.success || name === null) {
    const message = 'This API key is not valid: it was revoked, or mistyped.';
    throw new DomainError({ code: 'unauthenticated', reason: 'key_refused', message });
  }
  return {
    actor: { kind: 'key', id: verified.id, name: verified.name },
    user: null,
    workspace: { id: verified.workspaceId, name, role: permissions.data.role[0] },
  };
}

export async function createKey(
  deps: AccessDeps,
  { actor, workspace }: InWorkspace,
  { name, role }: CreateKey,
): Promise<CreatedKey> {
  if (actor.kind !== 'user') {
    const message = 'Only a signed-in person can make an API key.';
    throw new DomainError({ code: 'forbidden', reason: 'person_needed', message });
  }
  const made = await deps.authFor({ isSecure: false }).api.createApiKey({
    body: {
      ...{ configId: KEY_CONFIG_ID, organizationId: workspace.id, userId: actor.id },
      ...{ name, permissions: { role: [role] } },
    },
  });
  await recordAccess(deps, {
    ...{ workspaceId: workspace.id, actor, action: 'key', subject: made.id },
    payload: { change: 'key_created', name, role },
  });
  const { id, key, start, createdAt } = made;
  return { id, name, role, start: start ?? '', createdAt, lastUsedAt: null, key };
}

export async function listKeys(deps: AccessDeps, workspaceId: string): Promise<ApiKey[]> {
  const rows = await listKeyRows(deps.control.orm, workspaceId);
  return rows.map(({ permissions, name, start, ...row }) => ({
    ...row,
    name: name ?? 'API key',
    start: start ?? '',
    role: KeyPermissions.parse(JSON.parse(permissions ?? '{}')).role[0],
  }));
}

export async function revokeKey(
  deps: AccessDeps,
  { actor, workspace }: InWorkspace,
  keyId: string,
): Promise<void> {
  const deleted = await deleteKeyRow(deps.control.orm, workspace.id, keyId);
  if (!deleted)
    throw new DomainError({ code: 'not_found', reason: 'key', message: 'There is no such API key.' });
  deps.keys.forget(keyId);
  await recordAccess(deps, {
    ...{ workspaceId: workspace.id, actor, action: 'key', subject: keyId },
    payload: { change: 'key_revoked', name: deleted.name },
  });
}
