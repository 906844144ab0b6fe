import {
  isInRanges,
  type ApiKey,
  type CreatedKey,
  type CreateKey,
  type RotateKey,
  type WorkspaceMembership,
} from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { deleteKeyRow, listKeyRows, readWorkspaceName, updateKeyMetadata } from '@steward/db/control';
import { addressOf, recordAccess, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Identity, InWorkspace, Limit } from './access.service.ts';
import { KEY_CONFIG_ID } from './better-auth.ts';
import { readRights, storeRights, type StoredRights } from './stored-key.ts';
import type { VerifiedKey } from './verified-keys.ts';

/** The key that a request carries; null when it carries none. */
export function keyOf(headers: Headers): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '');
  return headers.get('x-api-key') ?? bearer?.[1] ?? null;
}

export async function verifyKey(
  { authFor, control }: Pick<AccessDeps, 'authFor' | 'control'>,
  key: string,
): Promise<VerifiedKey | null> {
  const { api } = authFor({ isSecure: false });
  const { valid, key: found } = await api.verifyApiKey({ body: { configId: KEY_CONFIG_ID, key } });
  if (!valid || !found) return null;
  const rights = readRights(found);
  const workspaceName = await readWorkspaceName(control.orm, found.referenceId);
  if (rights === null || workspaceName === null) return null;
  const workspace: WorkspaceMembership = {
    ...{ id: found.referenceId, name: workspaceName, role: rights.role },
    ...(rights.actions && { actions: rights.actions }),
  };
  return { id: found.id, name: found.name ?? 'API key', workspace, rights };
}

/**
 * Who a key is, after its limits: until when, from where and how often.
 *
 * @throws DomainError `key_refused` for a key that is unknown or revoked, `key_expired`, `key_address`, or
 * `key_limit` with the seconds to wait.
 */
export async function identifyKey(
  deps: AccessDeps,
  key: string,
  { headers }: Pick<AccessRequest, 'headers'>,
): Promise<{ identity: Identity; limit: Limit }> {
  const verified = await deps.keys.find(key);
  if (!verified) throw refusal('key_refused', 'This API key is not valid: it was revoked, or mistyped.');
  const { id, name, workspace, rights } = verified;
  if (isExpired(rights, deps.now())) {
    const message = `The API key ${name} expired on ${rights.expiresAt?.toISOString() ?? ''}: make a new one.`;
    throw refusal('key_expired', message);
  }
  const address = addressOf(headers);
  if (rights.allowedAddresses.length > 0 && !isInRanges(address, rights.allowedAddresses)) {
    const message = `The API key ${name} may not be used from ${address}.`;
    throw new DomainError({ code: 'forbidden', reason: 'key_address', message });
  }
  const limit = await deps.keyLimit.take(id, rights.limitPerMinute);
  const actor: Actor = { kind: 'key', id, name };
  return { identity: { actor, user: null, workspace }, limit };
}

function isExpired({ expiresAt }: Pick<StoredRights, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function refusal(reason: string, message: string): DomainError {
  return new DomainError({ code: 'unauthenticated', reason, message });
}

export async function createKey(
  deps: AccessDeps,
  scope: InWorkspace,
  { name, ...rights }: CreateKey,
): Promise<CreatedKey> {
  if (isExpired(rights, deps.now())) {
    const message = 'expiresAt: the key would have expired already; give a time to come.';
    throw new DomainError({ code: 'invalid', reason: 'input', message });
  }
  const made = await makeKey(deps, scope, { name, rights: { ...rights, replacedById: null } });
  await recordKey(deps, scope, { subject: made.id, payload: { change: 'key_created', ...describe(made) } });
  return made;
}

interface NewKey {
  name: string;
  rights: StoredRights;
}

async function makeKey(
  deps: AccessDeps,
  { actor, workspace }: InWorkspace,
  { name, rights }: NewKey,
): Promise<CreatedKey> {
  if (actor.kind !== 'user') {
    const message = 'Only a signed-in person can make an API key.';
    throw new DomainError({ code: 'forbidden', reason: 'person_needed', message });
  }
  const { id, key, start, createdAt } = await deps.authFor({ isSecure: false }).api.createApiKey({
    body: {
      ...{ configId: KEY_CONFIG_ID, organizationId: workspace.id, userId: actor.id, name },
      ...storeRights(rights),
    },
  });
  return { ...rights, id, name, key, start: start ?? '', createdAt, lastUsedAt: null, isExpired: false };
}

/** Makes a key with the same rights; the old one expires when the overlap is over. */
export async function rotateKey(
  deps: AccessDeps,
  scope: InWorkspace,
  { id, overlapMinutes }: RotateKey,
): Promise<CreatedKey> {
  const old = (await listKeys(deps, scope.workspace.id)).find((key) => key.id === id);
  if (!old) throw noSuchKey();
  if (old.isExpired || old.replacedById !== null) {
    const message = old.isExpired
      ? `The key ${old.name} has expired: make a new one.`
      : `The key ${old.name} was replaced already.`;
    throw new DomainError({ code: 'conflict', reason: 'key_not_current', message });
  }
  const rights = { ...rightsOf(old), replacedById: null };
  const made = await makeKey(deps, scope, { name: old.name, rights });
  const overAt = new Date(deps.now().getTime() + overlapMinutes * 60_000);
  const expiresAt = old.expiresAt !== null && old.expiresAt < overAt ? old.expiresAt : overAt;
  const { metadata } = storeRights({ ...rightsOf(old), expiresAt, replacedById: made.id });
  await updateKeyMetadata(deps.control.orm, id, metadata);
  deps.keys.forget(id);
  await recordKey(deps, scope, {
    subject: id,
    payload: { change: 'key_rotated', name: old.name, replacedBy: made.id, expiresAt: expiresAt.getTime() },
  });
  return made;
}

export async function listKeys(deps: AccessDeps, workspaceId: string): Promise<ApiKey[]> {
  const rows = await listKeyRows(deps.control.orm, workspaceId);
  return rows.flatMap(({ permissions, metadata, name, start, ...row }) => {
    const rights = readRights({ permissions, metadata });
    if (rights === null) return [];
    const expired = { isExpired: isExpired(rights, deps.now()) };
    return [{ ...row, ...rights, ...expired, name: name ?? 'API key', start: start ?? '' }];
  });
}

export async function revokeKey(deps: AccessDeps, scope: InWorkspace, keyId: string): Promise<void> {
  const deleted = await deleteKeyRow(deps.control.orm, scope.workspace.id, keyId);
  if (!deleted) throw noSuchKey();
  deps.keys.forget(keyId);
  const payload = { change: 'key_revoked', name: deleted.name };
  await recordKey(deps, scope, { subject: keyId, payload });
}

function rightsOf({ role, actions, expiresAt, limitPerMinute, allowedAddresses }: ApiKey) {
  return { role, actions, expiresAt, limitPerMinute, allowedAddresses };
}

/** What the audit chain keeps of a key: all but the key. */
function describe(key: ApiKey) {
  const { expiresAt, ...rights } = rightsOf(key);
  return { name: key.name, ...rights, expiresAt: expiresAt?.getTime() ?? null };
}

type KeyRecord = Pick<Parameters<typeof recordAccess>[1], 'subject' | 'payload'>;

function recordKey(deps: AccessDeps, { actor, workspace }: InWorkspace, record: KeyRecord): Promise<void> {
  return recordAccess(deps, { workspaceId: workspace.id, actor, action: 'key', ...record });
}

function noSuchKey(): DomainError {
  return new DomainError({ code: 'not_found', reason: 'key', message: 'There is no such API key.' });
}
