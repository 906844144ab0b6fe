import type {
  ConfirmTwoFactor,
  DisableTwoFactor,
  RenewRecoveryCodes,
  StartTwoFactor,
} from '@steward/core/account';
import { sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import {
  activateTwoFactor,
  deleteTwoFactor,
  readTwoFactorRow,
  replaceRecoveryCodes,
  saveTwoFactorDraft,
  useRecoveryCode,
  useTwoFactorStep,
} from '@steward/db/control';
import { randomBytes } from 'node:crypto';
import { addressOf, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { checkOwnPassword, confirm, isFresh, recordAccount } from './account-events.ts';
import type { RecoveryCodes, TotpSecret } from './account.service.ts';
import { renewSession } from './password.ts';
import { requireSession, type Session } from './sessions.ts';
import { base32, createTotpSecret, stepOfCode, totpUri } from './totp.ts';

const RECOVERY_CODES = 10;
/** 120 bits: too many to be found from their hashes. */
const RECOVERY_CODE_BYTES = 15;
const DRAFT_MS = 15 * 60_000;

/** @throws DomainError `two_factor_on` where one is in force. */
export async function startTwoFactor(
  deps: AccessDeps,
  request: AccessRequest,
  { password }: StartTwoFactor,
): Promise<TotpSecret> {
  const session = await requireSession(deps, request);
  await confirm(deps, { request, session }, password);
  const { user } = session.identity;
  const secret = createTotpSecret();
  const draft = { userId: user.id, sealedSecret: deps.account.sealing.seal(secret), createdAt: deps.now() };
  if (!(await saveTwoFactorDraft(deps.control.orm, draft))) throw alreadyOn();
  return { secret, uri: totpUri(secret, user.email) };
}

export async function draftOfTwoFactor(deps: AccessDeps, request: AccessRequest): Promise<TotpSecret | null> {
  const session = await requireSession(deps, request);
  const { user } = session.identity;
  const secret = isFresh(deps, session) ? await readDraft(deps, user.id) : null;
  return secret === null ? null : { secret, uri: totpUri(secret, user.email) };
}

async function readDraft(deps: AccessDeps, userId: string): Promise<string | null> {
  const row = await readTwoFactorRow(deps.control.orm, userId);
  if (!row || row.confirmedAt || deps.now().getTime() - row.createdAt.getTime() > DRAFT_MS) return null;
  return deps.account.sealing.open(row.sealedSecret);
}

/** The first code puts it in force; the session goes on under a new id. */
export async function confirmTwoFactor(
  deps: AccessDeps,
  request: AccessRequest,
  { code }: ConfirmTwoFactor,
): Promise<Cookies & RecoveryCodes> {
  const session = await requireSession(deps, request);
  const { activating } = deps.account;
  const { user } = session.identity;
  if (activating.has(user.id)) throw alreadyOn();
  // Before anything is awaited: of a form sent twice, only one may pass.
  activating.add(user.id);
  try {
    const made = await activate(deps, { request, session }, code);
    const { setCookies } = await renewSession(deps, request, { session, endOthers: false });
    return { setCookies, ...made };
  } finally {
    activating.delete(user.id);
  }
}

interface Acting {
  request: AccessRequest;
  session: Session;
}

async function activate(
  deps: AccessDeps,
  { request, session }: Acting,
  code: string,
): Promise<RecoveryCodes> {
  const { user } = session.identity;
  const secret = await readDraft(deps, user.id);
  if (secret === null) {
    const message = 'Begin again: this secret is older than 15 minutes, or was confirmed already.';
    throw new DomainError({ code: 'conflict', reason: 'no_draft', message });
  }
  const attempt = { email: user.email, address: addressOf(request.headers), isKnown: true };
  await deps.account.codeLimit.claim(attempt);
  const step = stepOfCode(secret, code, deps.now());
  if (step === null) throw wrongCode();
  await deps.account.codeLimit.settle(attempt);
  const { recoveryCodes, hashes } = makeRecoveryCodes();
  await recordAccount(deps, user, { change: 'two_factor_enabled', address: attempt.address });
  await activateTwoFactor(deps.control.orm, { userId: user.id, step, hashes, at: deps.now() });
  return { recoveryCodes };
}

export async function disableTwoFactor(
  deps: AccessDeps,
  request: AccessRequest,
  input: DisableTwoFactor,
): Promise<void> {
  const session = await requireSession(deps, request);
  await showBoth(deps, { request, session }, input);
  const { user } = session.identity;
  await recordAccount(deps, user, { change: 'two_factor_disabled', address: addressOf(request.headers) });
  await deleteTwoFactor(deps.control.orm, user.id);
}

/** The codes of before are worth nothing from now on. */
export async function renewRecoveryCodes(
  deps: AccessDeps,
  request: AccessRequest,
  input: RenewRecoveryCodes,
): Promise<RecoveryCodes> {
  const session = await requireSession(deps, request);
  await showBoth(deps, { request, session }, input);
  const { user } = session.identity;
  const { recoveryCodes, hashes } = makeRecoveryCodes();
  await recordAccount(deps, user, { change: 'recovery_codes_renewed', address: addressOf(request.headers) });
  await replaceRecoveryCodes(deps.control.orm, user.id, hashes);
  return { recoveryCodes };
}

/** Password and code: who has one of the two must not be able to take the other away. */
async function showBoth(
  deps: AccessDeps,
  { request, session }: Acting,
  input: DisableTwoFactor,
): Promise<void> {
  const { user } = session.identity;
  await checkOwnPassword(deps, { request, session }, input.password);
  const attempt = { email: user.email, address: addressOf(request.headers), isKnown: true };
  await deps.account.codeLimit.claim(attempt);
  if ((await acceptCode(deps, user.id, input.code)) === null) throw wrongCode();
  await deps.account.codeLimit.settle(attempt);
}

/** Takes a code of the app or a recovery code, each once; null when it is neither. */
export async function acceptCode(
  { account, control, now }: AccessDeps,
  userId: string,
  code: string,
): Promise<'code' | 'recovery_code' | null> {
  const row = await readTwoFactorRow(control.orm, userId);
  if (!row?.confirmedAt) return null;
  if (code.length > 6) {
    const isUsed = await useRecoveryCode(control.orm, userId, { hash: sha256Hex(code), at: now() });
    return isUsed ? 'recovery_code' : null;
  }
  const step = stepOfCode(account.sealing.open(row.sealedSecret), code, now());
  return step !== null && (await useTwoFactorStep(control.orm, userId, step)) ? 'code' : null;
}

function makeRecoveryCodes(): { recoveryCodes: string[]; hashes: string[] } {
  const plain = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(RECOVERY_CODE_BYTES)));
  return {
    recoveryCodes: plain.map((code) => (code.match(/.{4}/g) ?? []).join('-')),
    hashes: plain.map((code) => sha256Hex(code)),
  };
}

function alreadyOn(): DomainError {
  const message = 'Two-factor sign-in is on already: turn it off before setting it up anew.';
  return new DomainError({ code: 'conflict', reason: 'two_factor_on', message });
}

function wrongCode(): DomainError {
  const message = 'The code is wrong, or was used already. Enter the one that the app shows now.';
  return new DomainError({ code: 'forbidden', reason: 'wrong_code', message });
}
