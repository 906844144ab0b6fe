import { DomainError } from '@steward/core/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit } from './access.service.ts';

const WINDOW_SECONDS = 60;

/** Requests a minute by key, in this process's memory. */
export function createKeyLimit() {
  // A limiter has one number of points, and keys have few different ones.
  const limiters = new Map<number, RateLimiterMemory>();
  return {
    /** @throws DomainError `key_limit` with the seconds to wait. */
    take: async (keyId: string, limitPerMinute: number): Promise<Limit> => {
      const limiter =
        limiters.get(limitPerMinute) ??
        new RateLimiterMemory({ points: limitPerMinute, duration: WINDOW_SECONDS });
      limiters.set(limitPerMinute, limiter);
      try {
        return limitOf(limitPerMinute, await limiter.consume(keyId));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const limit = limitOf(limitPerMinute, refused);
        const retryAfterSeconds = Math.max(1, limit.resetSeconds);
        const message = `This API key may send ${limitPerMinute} requests a minute. Try again in ${retryAfterSeconds} s.`;
        throw new DomainError({
          ...{ code: 'too_many', reason: 'key_limit', message },
          details: { retryAfterSeconds, limit },
        });
      }
    },
  };
}

export type KeyLimit = ReturnType<typeof createKeyLimit>;

function limitOf(quota: number, { remainingPoints, msBeforeNext }: RateLimiterRes): Limit {
  return { quota, remaining: Math.max(0, remainingPoints), resetSeconds: Math.ceil(msBeforeNext / 1_000) };
}
