import {
  endOfInvitation,
  GivenRole,
  INVITATION_ENDS,
  InvitationId,
  type InvitationEnd,
  type JoinAsStranger,
  type OpenInvitation,
} from '@steward/core/access';
import { sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { acceptInvitationRow, readInvitation, type InvitationRow } from '@steward/db/control';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { addressOf, recordAccess } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { createPerson } from './create-person.ts';
import type { PeopleDeps } from './people.ts';
import { readMemberships, readSession, signIn, switchWorkspace } from './sessions.ts';

/** @throws DomainError `invitation_unknown`, `_used`, `_withdrawn` or `_expired`, or `invitation_limit`. */
export async function openInvitation(
  deps: PeopleDeps,
  request: AccessRequest,
  token: string,
): Promise<OpenInvitation> {
  const row = await findInvitation(deps, request, token);
  const { workspaceId, workspaceName, invitedBy } = row;
  return {
    ...{ workspaceId, workspaceName, invitedBy, role: GivenRole.parse(row.role) },
    boundTo: boundTo(row),
  };
}

export async function joinAsMember(deps: PeopleDeps, request: AccessRequest, token: string): Promise<void> {
  const { session } = await readSession(deps, request);
  if (!session) {
    const message = 'Sign in first, or make an account with this invitation.';
    throw new DomainError({ code: 'unauthenticated', reason: 'no_credentials', message });
  }
  const { actor, user } = session.identity;
  const row = await findInvitation(deps, request, token);
  const bound = boundTo(row);
  if (bound !== null && bound !== user.email) throw otherAddress(bound);
  const memberships = await readMemberships(deps, user.id);
  if (memberships.some(({ id }) => id === row.workspaceId)) {
    const message = `You are in ${row.workspaceName} already: nothing was changed.`;
    throw new DomainError({ code: 'conflict', reason: 'already_member', message });
  }
  await accept(deps, { row, actor, email: user.email });
  await switchWorkspace(deps, request, row.workspaceId);
}

export async function joinAsStranger(
  deps: PeopleDeps,
  request: AccessRequest,
  { token, name, email, password }: JoinAsStranger,
): Promise<Cookies> {
  const row = await findInvitation(deps, request, token);
  const bound = boundTo(row);
  if (bound !== null && bound !== email) throw otherAddress(bound);
  const { internalAdapter } = await deps.authFor(request).$context;
  if (await internalAdapter.findUserByEmail(email)) {
    // Counted like a wrong token, so that one link does not tell who has an account.
    await deps.limits.claimGuess(addressOf(request.headers));
    throw noNewAccount();
  }
  const person = { name, email, password, isEmailVerified: bound !== null };
  await createPerson(deps, { request, person }, (userId) =>
    accept(deps, { row, actor: { kind: 'user', id: userId, name }, email }),
  );
  return signIn(deps, request, { email, password });
}

/** Tells whoever lacks the secret nothing of the invitation, not even that there was one. */
async function findInvitation(
  deps: PeopleDeps,
  request: AccessRequest,
  token: string,
): Promise<InvitationRow> {
  const address = addressOf(request.headers);
  await deps.limits.claimGuess(address);
  const [id = '', secret = ''] = token.split('.');
  const row = InvitationId.safeParse(id).success ? await readInvitation(deps.control.orm, id) : null;
  if (row === null || !isSecretOf(row, secret)) throw ended('unknown');
  await deps.limits.settleGuess(address);
  const end = endOfInvitation(row, deps.now());
  if (end !== null) throw ended(end);
  return row;
}

/** Both sides are digests of the same length, compared in constant time. */
function isSecretOf({ secretHash }: InvitationRow, secret: string): boolean {
  const [kept, given] = [Buffer.from(secretHash ?? ''), Buffer.from(sha256Hex(secret))];
  return kept.length === given.length && timingSafeEqual(kept, given);
}

interface Acceptance {
  row: InvitationRow;
  actor: Actor;
  email: string;
}

function accept(deps: PeopleDeps, { row, actor, email }: Acceptance): Promise<void> {
  const { id, workspaceId, role } = row;
  return deps.inTurn(workspaceId, async () => {
    const now = await readInvitation(deps.control.orm, id);
    const end = endOfInvitation(now, deps.now());
    if (end !== null) throw ended(end);
    const payload = { change: 'member_joined', name: actor.name, email, invitation: id };
    await recordAccess(deps, {
      ...{ workspaceId, actor, action: 'member', subject: actor.id },
      payload: { ...payload, before: null, after: role },
    });
    const isIn = await acceptInvitationRow(deps.control.orm, {
      ...{ id, secretHash: row.secretHash ?? '', userId: actor.id, memberId: randomUUID(), at: deps.now() },
    });
    if (!isIn) throw ended('used');
  });
}

function boundTo({ mailedAt, email }: InvitationRow): string | null {
  return mailedAt === null ? null : email;
}

function ended(end: InvitationEnd): DomainError {
  const code = end === 'unknown' ? 'not_found' : 'conflict';
  return new DomainError({ code, reason: `invitation_${end}`, message: INVITATION_ENDS[end] });
}

function otherAddress(bound: string): DomainError {
  const message = `This invitation was mailed to ${bound}, and only that address can accept it.`;
  return new DomainError({ code: 'forbidden', reason: 'other_address', message });
}

function noNewAccount(): DomainError {
  const message =
    'No account can be made with this address. If it is yours and has one, sign in and open the link again.';
  return new DomainError({ code: 'conflict', reason: 'no_new_account', message });
}
