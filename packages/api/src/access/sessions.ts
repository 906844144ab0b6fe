import { Role, type SignIn, type WorkspaceMembership } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { hasSessionFrom, listMemberships, readUser, updateActiveWorkspace } from '@steward/db/control';
import { APIError } from 'better-auth/api';
import { randomBytes } from 'node:crypto';
import { addressOf, recordAccess, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies, Identity } from './access.service.ts';

interface Session {
  id: string;
  identity: Identity & { user: NonNullable<Identity['user']> };
}

/**
 * @throws DomainError `wrong_credentials`, or `sign_in_limit` with the seconds to wait.
 */
export async function signIn(deps: AccessDeps, request: AccessRequest, input: SignIn): Promise<Cookies> {
  const { email } = input;
  const address = addressOf(request.headers);
  const isKnown =
    deps.limit.isKnown(email, address) || (await hasSessionFrom(deps.control.orm, email, address));
  const attempt = { email, address, isKnown };
  await deps.limit.claim(attempt);
  const { headers, response } = await tryPassword(deps, request, input);
  await deps.limit.settle(attempt);
  const { user } = response;
  const actor: Actor = { kind: 'user', id: user.id, name: user.name };
  const [workspace] = await readMemberships(deps, user.id);
  if (workspace) {
    await recordAccess(deps, {
      ...{ workspaceId: workspace.id, actor, action: 'sign_in', subject: user.id },
      payload: { address, success: true },
    });
  }
  return { setCookies: headers.getSetCookie() };
}

/** By a password that is made for this one time and gone afterwards. */
export async function signInOnce(deps: AccessDeps, request: AccessRequest, userId: string): Promise<Cookies> {
  const user = await readUser(deps.control.orm, userId);
  if (!user) {
    const message = 'There is no such user any more.';
    throw new DomainError({ code: 'not_found', reason: 'user', message });
  }
  const { internalAdapter, password: hasher } = await deps.authFor(request).$context;
  const password = randomBytes(32).toString('base64url');
  const credential = { userId, accountId: userId, providerId: 'credential' };
  await internalAdapter.deleteAccounts(userId);
  await internalAdapter.linkAccount({ ...credential, password: await hasher.hash(password) });
  try {
    return await signIn(deps, request, { email: user.email, password });
  } finally {
    await internalAdapter.deleteAccounts(userId);
  }
}

async function tryPassword(deps: AccessDeps, request: AccessRequest, { email, password }: SignIn) {
  try {
    return await deps
      .authFor(request)
      .api.signInEmail({ body: { email, password }, headers: request.headers, returnHeaders: true });
  } catch (cause) {
    if (!(cause instanceof APIError) || cause.statusCode >= 500) throw cause;
    deps.log.warn({ address: addressOf(request.headers) }, 'sign-in refused');
    const message = 'Email or password is wrong.';
    throw new DomainError({ code: 'unauthenticated', reason: 'wrong_credentials', message, cause });
  }
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
  const memberships = await readMemberships(deps, user.id);
  const active = memberships.find(({ id }) => id === session.activeOrganizationId) ?? memberships[0] ?? null;
  const identity = {
    actor: { kind: 'user' as const, id: user.id, name: user.name },
    user: { id: user.id, name: user.name, email: user.email },
    workspace: active,
  };
  return { session: { id: session.id, identity }, setCookies };
}

export async function switchWorkspace(
  deps: AccessDeps,
  request: AccessRequest,
  workspaceId: string,
): Promise<void> {
  const { session } = await readSession(deps, request);
  if (!session)
    throw new DomainError({ code: 'unauthenticated', reason: 'no_credentials', message: 'Sign in first.' });
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
