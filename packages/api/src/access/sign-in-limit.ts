import { DomainError } from '@steward/core/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const KNOWN_PAIRS_KEPT = 10_000;

export interface SignInAttempt {
  email: string;
  address: string;
  /** Whether this account has signed in from this address before. */
  isKnown: boolean;
}

export interface SignInLimit {
  /** @throws DomainError `sign_in_limit` with the seconds to wait. */
  claim(attempt: SignInAttempt): Promise<void>;
  /** A right password gives the attempts back. */
  settle(attempt: SignInAttempt): Promise<void>;
  isKnown(email: string, address: string): boolean;
}

interface Points {
  points: number;
  /** Seconds. */
  duration: number;
}

interface Limits {
  pair: Points;
  address: Points;
  account: Points;
}

const PASSWORDS: Limits = {
  pair: { points: 5, duration: 60 },
  address: { points: 30, duration: 600 },
  account: { points: 100, duration: 3_600 },
};

/** A code has a million values, and whoever guesses has the password already. */
export const CODES: Limits = {
  pair: { points: 5, duration: 600 },
  address: { points: 30, duration: 600 },
  account: { points: 20, duration: 3_600 },
};

/**
 * Limits attempts to sign in, in this process's memory: for passwords 5 a minute for one account from one address, 30
 * in ten minutes from one address, 100 an hour for one account. The last two do not count where the account has
 * signed in from that address before, so that a stranger's failures cannot keep its owner out.
 */
export function createSignInLimit(limits = PASSWORDS): SignInLimit {
  const byPair = new RateLimiterMemory(limits.pair);
  const byAddress = new RateLimiterMemory(limits.address);
  const byAccount = new RateLimiterMemory(limits.account);
  const known = new Set<string>();
  return {
    isKnown: (email, address) => known.has(pairOf(email, address)),
    claim: async ({ email, address, isKnown }) => {
      if (!isKnown) await consume(byAddress, address);
      await consume(byPair, pairOf(email, address));
      if (!isKnown) await consume(byAccount, email);
    },
    settle: async ({ email, address, isKnown }) => {
      const pair = pairOf(email, address);
      await byPair.delete(pair);
      if (isKnown) return;
      await byAddress.reward(address);
      await byAccount.reward(email);
      known.add(pair);
      const oldest = known.values().next().value;
      if (known.size > KNOWN_PAIRS_KEPT && oldest !== undefined) known.delete(oldest);
    },
  };
}

function pairOf(email: string, address: string): string {
  return `${address} ${email}`;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    const unit = retryAfterSeconds === 1 ? 'second' : 'seconds';
    const message = `Too many attempts to sign in. Try again in ${retryAfterSeconds} ${unit}.`;
    throw new DomainError({
      code: 'too_many',
      reason: 'sign_in_limit',
      message,
      details: { retryAfterSeconds },
    });
  }
}
