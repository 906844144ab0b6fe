import type { SignedInUser } from '@steward/core/access';
import type { JsonObject } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { readPasswordHash, updateSessionConfirmed } from '@steward/db/control';
import { addressOf, recordAccess, type AccessDeps } from './access-deps.ts';
import type { AccessRequest } from './access.service.ts';
import { readMemberships, type Session } from './sessions.ts';

const FRESH_MS = 10 * 60_000;

/**
 * An account belongs to no workspace, but whoever answers for one must see what happens to the accounts that open it:
 * the event goes into the chain of each workspace that the person is in.
 */
export async function recordAccount(
  deps: AccessDeps,
  user: SignedInUser,
  payload: { change: string } & JsonObject,
): Promise<void> {
  for (const workspace of await readMemberships(deps, user.id)) {
    await recordAccess(deps, {
      ...{ workspaceId: workspace.id, action: 'account', subject: user.id, payload },
      actor: { kind: 'user', id: user.id, name: user.name },
    });
  }
  deps.log.info({ userId: user.id, change: payload.change }, 'account changed');
}

export function isFresh(deps: AccessDeps, { confirmedAt }: Session): boolean {
  return confirmedAt !== null && deps.now().getTime() - confirmedAt.getTime() < FRESH_MS;
}

interface Confirming {
  request: AccessRequest;
  session: Session;
}

/**
 * Before something that must not be done by whoever finds the screen unlocked.
 *
 * @throws DomainError `confirmation_needed` when the password was last shown ten minutes ago and is not given.
 */
export async function confirm(
  deps: AccessDeps,
  { request, session }: Confirming,
  password: string | undefined,
): Promise<void> {
  if (isFresh(deps, session)) return;
  if (password === undefined) {
    const message = 'Enter your password as well: you last showed it more than ten minutes ago.';
    throw new DomainError({ code: 'forbidden', reason: 'confirmation_needed', message });
  }
  await checkOwnPassword(deps, { request, session }, password);
  await updateSessionConfirmed(deps.control.orm, session.id, deps.now());
}

/** @throws DomainError `wrong_password`, or `sign_in_limit` after five wrong ones in a minute. */
export async function checkOwnPassword(
  deps: AccessDeps,
  { request, session }: Confirming,
  password: string,
): Promise<void> {
  const { id, email } = session.identity.user;
  const attempt = { email, address: addressOf(request.headers), isKnown: true };
  await deps.limit.claim(attempt);
  const { password: hasher } = await deps.authFor(request).$context;
  const hash = await readPasswordHash(deps.control.orm, id);
  if (hash === null || !(await hasher.verify({ hash, password }))) {
    const message = 'The password is not the one you sign in with.';
    throw new DomainError({ code: 'forbidden', reason: 'wrong_password', message });
  }
  await deps.limit.settle(attempt);
}
