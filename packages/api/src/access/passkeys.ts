import type { PasskeyAnswer, RemovePasskey, RenamePasskey, StartPasskey } from '@steward/core/account';
import { DomainError } from '@steward/core/errors';
import {
  deletePasskeyRow,
  insertPasskeyRow,
  listPasskeyRows,
  readPasskeyRow,
  readUser,
  updatePasskeyName,
  updatePasskeyUsed,
  type PasskeyRow,
} from '@steward/db/control';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { addressOf, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { confirm, recordAccount } from './account-events.ts';
import type { PasskeyRequest } from './account.service.ts';
import { beginSession, requireSession } from './sessions.ts';

// A passkey belongs to the host that it was made on; the origin of the request says which.
const hostOf = ({ origin }: PasskeyRequest) => new URL(origin).hostname;
const transportsOf = ({ transports }: PasskeyRow) =>
  transports.split(',').filter((name) => name !== '') as AuthenticatorTransport[];

/** Asks the browser for a new passkey, which the device opens with a PIN, a finger or a face. */
export async function startPasskey(
  deps: AccessDeps,
  request: PasskeyRequest,
  { password, name }: StartPasskey,
) {
  const session = await requireSession(deps, request);
  await confirm(deps, { request, session }, password);
  const { user } = session.identity;
  const present = await listPasskeyRows(deps.control.orm, user.id);
  const options = await generateRegistrationOptions({
    ...{ rpName: 'Steward', rpID: hostOf(request), attestationType: 'none' },
    ...{ userID: new TextEncoder().encode(user.id), userName: user.email, userDisplayName: user.name },
    excludeCredentials: present.map((row) => ({ id: row.id, transports: transportsOf(row) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const added = { userId: user.id, name };
  const token = deps.account.ceremonies.put(user.id, { challenge: options.challenge, added });
  return { token, options };
}

export async function finishPasskey(
  deps: AccessDeps,
  request: PasskeyRequest,
  input: PasskeyAnswer,
): Promise<void> {
  const { user } = (await requireSession(deps, request)).identity;
  const ceremony = deps.account.ceremonies.take(input.token);
  if (ceremony?.added?.userId !== user.id) throw refused();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...{ response: parseAnswer(input.answer) as RegistrationResponseJSON, requireUserVerification: true },
    ...{ expectedChallenge: ceremony.challenge, expectedOrigin: request.origin },
    expectedRPID: hostOf(request),
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified) throw refused();
  const { credential } = registrationInfo;
  const row = {
    ...{ id: credential.id, userId: user.id, name: ceremony.added.name, counter: credential.counter },
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    transports: (credential.transports ?? []).join(','),
    ...{ createdAt: deps.now(), lastUsedAt: null },
  };
  await recordAccount(deps, user, { change: 'passkey_added', name: row.name });
  if (!(await insertPasskeyRow(deps.control.orm, row))) throw refused();
}

/** Names no account: the device says which one its passkey is for. */
export async function startPasskeySignIn(deps: AccessDeps, request: PasskeyRequest) {
  const options = await generateAuthenticationOptions({
    ...{ rpID: hostOf(request), userVerification: 'required' },
  });
  const owner = addressOf(request.headers);
  const token = deps.account.ceremonies.put(owner, { challenge: options.challenge, added: null });
  return { token, options };
}

/** A passkey is two factors at once, the device and what opens it, so that no code is asked for. */
export async function finishPasskeySignIn(
  deps: AccessDeps,
  request: PasskeyRequest,
  input: PasskeyAnswer,
): Promise<Cookies> {
  const ceremony = deps.account.ceremonies.take(input.token);
  const response = parseAnswer(input.answer) as AuthenticationResponseJSON;
  const row = typeof response.id === 'string' ? await readPasskeyRow(deps.control.orm, response.id) : null;
  const user = row && (await readUser(deps.control.orm, row.userId));
  if (!ceremony || ceremony.added || !row || !user) throw refused();
  const publicKey = new Uint8Array(Buffer.from(row.publicKey, 'base64url'));
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...{ response, requireUserVerification: true, expectedChallenge: ceremony.challenge },
    ...{ expectedOrigin: request.origin, expectedRPID: hostOf(request) },
    credential: { id: row.id, publicKey, counter: row.counter, transports: transportsOf(row) },
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified) throw refused();
  const used = { counter: authenticationInfo.newCounter, at: deps.now() };
  await updatePasskeyUsed(deps.control.orm, row.id, used);
  return beginSession(deps, request, { user, with: 'passkey' });
}

export async function renamePasskey(
  deps: AccessDeps,
  request: AccessRequest,
  input: RenamePasskey,
): Promise<void> {
  const { user } = (await requireSession(deps, request)).identity;
  const { name } = await findPasskey(deps, user.id, input.id);
  if (name === input.name) return;
  await recordAccount(deps, user, { change: 'passkey_renamed', before: name, after: input.name });
  await updatePasskeyName(deps.control.orm, user.id, input);
}

export async function removePasskey(
  deps: AccessDeps,
  request: AccessRequest,
  { id, password }: RemovePasskey,
): Promise<void> {
  const session = await requireSession(deps, request);
  const { user } = session.identity;
  await confirm(deps, { request, session }, password);
  const { name } = await findPasskey(deps, user.id, id);
  await recordAccount(deps, user, { change: 'passkey_removed', name });
  await deletePasskeyRow(deps.control.orm, user.id, id);
}

async function findPasskey(deps: AccessDeps, userId: string, id: string): Promise<PasskeyRow> {
  const row = (await listPasskeyRows(deps.control.orm, userId)).find((one) => one.id === id);
  if (row) return row;
  const message = 'There is no such passkey of yours: it was removed already.';
  throw new DomainError({ code: 'not_found', reason: 'passkey', message });
}

/** What the browser sent; the library checks its shape. */
function parseAnswer(answer: string): object {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Refused below.
  }
  throw refused();
}

function refused(cause?: unknown): DomainError {
  const message = 'The passkey was not accepted: it was removed, or the request is too old. Try again.';
  return new DomainError({ code: 'unauthenticated', reason: 'passkey_refused', message, cause });
}
