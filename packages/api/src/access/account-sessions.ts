import { describeDevice, type RevokeOtherSessions, type RevokeSession } from '@steward/core/account';
import { DomainError } from '@steward/core/errors';
import {
  countRecoveryCodes,
  deleteOtherSessions,
  deleteSessionRow,
  listPasskeyRows,
  listSessionRows,
  readTwoFactorRow,
} from '@steward/db/control';
import type { AccessDeps } from './access-deps.ts';
import type { AccessRequest } from './access.service.ts';
import { confirm, isFresh, recordAccount } from './account-events.ts';
import type { AccountOverview } from './account.service.ts';
import { requireSession } from './sessions.ts';

export async function accountOverview(deps: AccessDeps, request: AccessRequest): Promise<AccountOverview> {
  const session = await requireSession(deps, request);
  const { orm } = deps.control;
  const userId = session.identity.user.id;
  const [sessions, passkeys, factor, recoveryCodesLeft] = await Promise.all([
    listSessionRows(orm, userId, deps.now()),
    listPasskeyRows(orm, userId),
    readTwoFactorRow(orm, userId),
    countRecoveryCodes(orm, userId),
  ]);
  return {
    sessions: sessions.map((row) => ({
      ...{ id: row.id, device: describeDevice(row.userAgent), address: row.ipAddress || null },
      ...{ signedInAt: row.createdAt, lastUsedAt: row.lastUsedAt ?? row.updatedAt },
      isThis: row.id === session.id,
    })),
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    twoFactor: factor?.confirmedAt ? { confirmedAt: factor.confirmedAt, recoveryCodesLeft } : null,
    isFresh: isFresh(deps, session),
  };
}

/** Its cookie is refused from this moment on. */
export async function revokeSession(
  deps: AccessDeps,
  request: AccessRequest,
  { id }: RevokeSession,
): Promise<void> {
  const session = await requireSession(deps, request);
  const { user } = session.identity;
  const rows = await listSessionRows(deps.control.orm, user.id, deps.now());
  const found = rows.find((row) => row.id === id);
  if (!found) {
    const message = 'There is no such session of yours: it has ended already.';
    throw new DomainError({ code: 'not_found', reason: 'session', message });
  }
  const device = describeDevice(found.userAgent);
  await recordAccount(deps, user, { change: 'session_revoked', device, address: found.ipAddress });
  await deleteSessionRow(deps.control.orm, user.id, id);
}

export async function revokeOtherSessions(
  deps: AccessDeps,
  request: AccessRequest,
  { password }: RevokeOtherSessions,
): Promise<number> {
  const session = await requireSession(deps, request);
  await confirm(deps, { request, session }, password);
  const { user } = session.identity;
  await recordAccount(deps, user, { change: 'other_sessions_revoked' });
  return deleteOtherSessions(deps.control.orm, user.id, session.id);
}
