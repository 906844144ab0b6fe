import { Role, type SignedInUser, type SignIn, type WorkspaceMembership } from '@steward/core/access';
import { hasSessionEnded } from '@steward/core/account';
import { DomainError } from '@steward/core/errors';
import {
  deleteSessionRow,
  hasSessionFrom,
  listMemberships,
  readPasswordHash,
  readTwoFactorRow,
  readUser,
  readUserByEmail,
  touchSession,
  updateActiveWorkspace,
} from '@steward/db/control';
import { addressOf, recordAccess, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies, Identity, SignedIn } from './access.service.ts';

const NOTED_MS = 60_000;

export interface Session {
  id: string;
  /** When its person last showed their password or a passkey. */
  confirmedAt: Date | null;
  identity: Identity & { user: NonNullable<Identity['user']> };
}

/**
 * @throws DomainError `wrong_credentials`, or `sign_in_limit` with the seconds to wait.
 */
export async function signIn(deps: AccessDeps, request: AccessRequest, input: SignIn): Promise<SignedIn> {
  const { email } = input;
  const address = addressOf(request.headers);
  const isKnown =
    deps.limit.isKnown(email, address) || (await hasSessionFrom(deps.control.orm, email, address));
  const attempt = { email, address, isKnown };
  await deps.limit.claim(attempt);
  const { user, passwordHash } = await tryPassword(deps, request, input);
  await deps.limit.settle(attempt);
  const factor = await readTwoFactorRow(deps.control.orm, user.id);
  if (!factor?.confirmedAt) return { ...(await beginSession(deps, request, { user })), codeToken: null };
  const codeToken = deps.account.secondSteps.put(`${user.id} ${address}`, { user, passwordHash, tries: 0 });
  return { setCookies: [], codeToken };
}

/** Signs in a user who has no password; for a caller that knows by other means who asks. */
export async function signInOnce(deps: AccessDeps, request: AccessRequest, userId: string): Promise<Cookies> {
  const user = await readUser(deps.control.orm, userId);
  if (user) return beginSession(deps, request, { user });
  const message = 'There is no such user any more.';
  throw new DomainError({ code: 'not_found', reason: 'user', message });
}

async function tryPassword(deps: AccessDeps, request: AccessRequest, { email, password }: SignIn) {
  const { password: hasher } = await deps.authFor(request).$context;
  const user = await readUserByEmail(deps.control.orm, email);
  const passwordHash = user && (await readPasswordHash(deps.control.orm, user.id));
  // An unknown address takes as long as a known one.
  const isRight = passwordHash
    ? await hasher.verify({ hash: passwordHash, password })
    : await hasher.hash(password).then(() => false);
  if (user && passwordHash && isRight) return { user, passwordHash };
  deps.log.warn({ address: addressOf(request.headers) }, 'sign-in refused');
  const message = 'Email or password is wrong.';
  throw new DomainError({ code: 'unauthenticated', reason: 'wrong_credentials', message });
}

interface Entrance {
  user: SignedInUser;
  /** What was shown beside or instead of the password. */
  with?: 'code' | 'recovery_code' | 'passkey';
}

/** A new session, with a new id, for someone who has shown all that is asked of them. */
export async function beginSession(
  deps: AccessDeps,
  request: AccessRequest,
  { user, with: shown }: Entrance,
): Promise<Cookies> {
  const [workspace] = await readMemberships(deps, user.id);
  if (workspace) {
    await recordAccess(deps, {
      ...{ workspaceId: workspace.id, action: 'sign_in', subject: user.id },
      actor: { kind: 'user', id: user.id, name: user.name },
      payload: { address: addressOf(request.headers), success: true, ...(shown && { with: shown }) },
    });
  }
  const body = { userId: user.id, workspaceId: null, confirmedAt: deps.now() };
  const { headers } = await deps
    .authFor(request)
    .api.startSession({ body, headers: request.headers, returnHeaders: true });
  return { setCookies: headers.getSetCookie() };
}

export async function signOut(deps: AccessDeps, request: AccessRequest): Promise<Cookies> {
  const { session } = await readSession(deps, request);
  const { headers } = await deps
    .authFor(request)
    .api.signOut({ headers: request.headers, returnHeaders: true });
  if (session?.identity.workspace) {
    const { actor, workspace, user } = session.identity;
    await recordAccess(deps, {
      ...{ workspaceId: workspace.id, actor, action: 'sign_out', subject: user.id },
      payload: { address: addressOf(request.headers) },
    });
  }
  return { setCookies: headers.getSetCookie() };
}

/** The session behind the cookie, with the workspace that it works in. */
export async function readSession(
  deps: AccessDeps,
  request: AccessRequest,
): Promise<{ session: Session | null } & Cookies> {
  const found = await deps.authFor(request).api.getSession({ headers: request.headers, returnHeaders: true });
  const setCookies = found.headers.getSetCookie();
  if (!found.response) return { session: null, setCookies };
  const { user, session } = found.response;
  if (hasSessionEnded({ ...session, lastUsedAt: session.lastUsedAt ?? null }, deps.now())) {
    await deleteSessionRow(deps.control.orm, user.id, session.id);
    return { session: null, setCookies };
  }
  const memberships = await readMemberships(deps, user.id);
  const active = memberships.find(({ id }) => id === session.activeOrganizationId) ?? memberships[0] ?? null;
  const identity = {
    actor: { kind: 'user' as const, id: user.id, name: user.name },
    user: { id: user.id, name: user.name, email: user.email },
    workspace: active,
  };
  await noteUse(deps, session);
  const confirmedAt = session.confirmedAt ?? null;
  return { session: { id: session.id, confirmedAt, identity }, setCookies };
}

/** To the minute: a write at every request would cost more than it tells. */
async function noteUse(
  deps: AccessDeps,
  { id, lastUsedAt }: { id: string; lastUsedAt?: Date | null | undefined },
): Promise<void> {
  const now = deps.now();
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < NOTED_MS) return;
  await touchSession(deps.control.orm, id, now);
}

/** @throws DomainError `no_credentials` for who is not signed in. */
export async function requireSession(deps: AccessDeps, request: AccessRequest): Promise<Session> {
  const { session } = await readSession(deps, request);
  if (session) return session;
  throw new DomainError({ code: 'unauthenticated', reason: 'no_credentials', message: 'Sign in first.' });
}

export async function switchWorkspace(
  deps: AccessDeps,
  request: AccessRequest,
  workspaceId: string,
): Promise<void> {
  const session = await requireSession(deps, request);
  const memberships = await readMemberships(deps, session.identity.user.id);
  if (!memberships.some(({ id }) => id === workspaceId)) {
    const message = 'There is no such workspace among yours.';
    throw new DomainError({ code: 'not_found', reason: 'workspace', message });
  }
  await updateActiveWorkspace(deps.control.orm, session.id, workspaceId);
}

/** The workspaces of a user, the oldest first. */
export async function readMemberships(deps: AccessDeps, userId: string): Promise<WorkspaceMembership[]> {
  const rows = await listMemberships(deps.control.orm, userId);
  return rows.map((row) => ({ ...row, role: Role.parse(row.role) }));
}
