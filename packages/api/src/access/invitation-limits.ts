import { DomainError } from '@steward/core/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface InvitationLimits {
  /** Counts a look at an invitation by its token. @throws DomainError `invitation_limit`. */
  claimGuess(address: string): Promise<void>;
  /** A token that is one gives the guess back. */
  settleGuess(address: string): Promise<void>;
  /** @throws DomainError `mail_limit`. */
  claimMail(workspaceId: string): Promise<void>;
}

/** In this process's memory: 20 wrong tokens in ten minutes from one address, 60 mails an hour from one workspace. */
export function createInvitationLimits(): InvitationLimits {
  const guesses = new RateLimiterMemory({ points: 20, duration: 600 });
  const mails = new RateLimiterMemory({ points: 60, duration: 3_600 });
  return {
    claimGuess: (address) => {
      const message = 'Too many invitation links that are none. Try again in ten minutes.';
      return claim({ limiter: guesses, key: address, reason: 'invitation_limit', message });
    },
    settleGuess: async (address) => {
      await guesses.reward(address);
    },
    claimMail: (workspaceId) => {
      const message = 'This workspace sent 60 invitations within an hour: hand links over instead, or wait.';
      return claim({ limiter: mails, key: workspaceId, reason: 'mail_limit', message });
    },
  };
}

interface Claim {
  limiter: RateLimiterMemory;
  key: string;
  reason: string;
  message: string;
}

async function claim({ limiter, key, reason, message }: Claim): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new DomainError({ code: 'too_many', reason, message });
  }
}
