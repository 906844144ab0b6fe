import type { ChangePassword } from '@steward/core/account';
import { DomainError } from '@steward/core/errors';
import { deleteOtherSessions, deleteSessionRow, updatePasswordHash } from '@steward/db/control';
import { addressOf, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { checkOwnPassword, recordAccount } from './account-events.ts';
import { refuseCommonPassword } from './common-password.ts';
import { requireSession, type Session } from './sessions.ts';

/** The session goes on under a new id; the others end unless they are to stay. */
export async function changePassword(
  deps: AccessDeps,
  request: AccessRequest,
  { current, next, endOthers }: ChangePassword,
): Promise<Cookies> {
  const session = await requireSession(deps, request);
  const { user } = session.identity;
  await checkOwnPassword(deps, { request, session }, current);
  if (next === current) {
    const message = 'Choose a password that is not the present one.';
    throw new DomainError({ code: 'invalid', reason: 'password_same', message });
  }
  await refuseCommonPassword({ ...user, password: next });
  const { password: hasher } = await deps.authFor(request).$context;
  const hash = await hasher.hash(next);
  const address = addressOf(request.headers);
  await recordAccount(deps, user, { change: 'password_changed', address, endOthers });
  await updatePasswordHash(deps.control.orm, user.id, hash);
  return renewSession(deps, request, { session, endOthers });
}

interface Renewal {
  session: Session;
  endOthers: boolean;
}

/** Replaces a session by one with a new id. */
export async function renewSession(
  deps: AccessDeps,
  request: AccessRequest,
  { session, endOthers }: Renewal,
): Promise<Cookies> {
  const { user, workspace } = session.identity;
  const body = { userId: user.id, workspaceId: workspace?.id ?? null, confirmedAt: deps.now() };
  const { headers, response } = await deps
    .authFor(request)
    .api.startSession({ body, headers: request.headers, returnHeaders: true });
  if (endOthers) await deleteOtherSessions(deps.control.orm, user.id, response.id);
  else await deleteSessionRow(deps.control.orm, user.id, session.id);
  return { setCookies: headers.getSetCookie() };
}
