import type { SignInCode } from '@steward/core/account';
import { DomainError } from '@steward/core/errors';
import { hasSessionFrom, readPasswordHash } from '@steward/db/control';
import { addressOf, type AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { beginSession } from './sessions.ts';
import { acceptCode } from './two-factor.ts';

const TRIES = 5;

/**
 * The second half of signing in, after the password.
 *
 * @throws DomainError `wrong_code`, `sign_in_again` when the first half is no longer good, or `sign_in_limit`.
 */
export async function signInWithCode(
  deps: AccessDeps,
  request: AccessRequest,
  { token, code }: SignInCode,
): Promise<Cookies> {
  const { secondSteps, codeLimit } = deps.account;
  const step = secondSteps.read(token);
  if (!step || step.tries >= TRIES) throw signInAgain();
  const { email, id } = step.user;
  const address = addressOf(request.headers);
  const isKnown =
    codeLimit.isKnown(email, address) || (await hasSessionFrom(deps.control.orm, email, address));
  const attempt = { email, address, isKnown };
  await codeLimit.claim(attempt);
  step.tries += 1;
  if ((await readPasswordHash(deps.control.orm, id)) !== step.passwordHash) throw signInAgain();
  const kind = await acceptCode(deps, id, code);
  if (kind === null) {
    deps.log.warn({ address }, 'code refused');
    const message = 'The code is wrong, or was used already. Enter the one that the app shows now.';
    throw new DomainError({ code: 'unauthenticated', reason: 'wrong_code', message });
  }
  await codeLimit.settle(attempt);
  if (secondSteps.take(token) === null) throw signInAgain();
  return beginSession(deps, request, { user: step.user, with: kind });
}

function signInAgain(): DomainError {
  const message =
    'Sign in again from the beginning: the code was asked for too long ago, or tried too often.';
  return new DomainError({ code: 'unauthenticated', reason: 'sign_in_again', message });
}
