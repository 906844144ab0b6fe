import { DomainError } from '@steward/core/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccessDeps } from './access-deps.ts';

const ATTEMPTS = 5;
const WITHIN_SECONDS = 300;

/** Asks a signed-in person for their password again; five wrong ones in five minutes are enough. */
export type CheckPassword = (userId: string, password: string) => Promise<void>;

export function createPasswordCheck({ authFor }: Pick<AccessDeps, 'authFor'>): CheckPassword {
  const attempts = new RateLimiterMemory({ points: ATTEMPTS, duration: WITHIN_SECONDS });
  return async (userId, password) => {
    await claimAttempt(attempts, userId);
    const context = await authFor({ isSecure: false }).$context;
    const accounts = await context.internalAdapter.findAccounts(userId);
    const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
    if (!hash || !(await context.password.verify({ hash, password }))) {
      const message = 'The password is wrong: nothing was changed.';
      throw new DomainError({ code: 'forbidden', reason: 'wrong_password', message });
    }
    await attempts.delete(userId);
  };
}

async function claimAttempt(attempts: RateLimiterMemory, userId: string): Promise<void> {
  try {
    await attempts.consume(userId);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const message = 'The password was wrong too often: wait five minutes, then try again.';
    throw new DomainError({ code: 'too_many', reason: 'password_limit', message });
  }
}
