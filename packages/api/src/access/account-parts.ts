import type { SignedInUser } from '@steward/core/access';
import type { Sealing } from './sealing.ts';
import { CODES, createSignInLimit, type SignInLimit } from './sign-in-limit.ts';
import { createWaiting, type Waiting } from './waiting.ts';

const MINUTES = 10;

/** Someone whose password was right, and whose code is still asked for. */
interface SecondStep {
  user: SignedInUser;
  /** As it was then: after a change the step is worth nothing. */
  passwordHash: string;
  tries: number;
}

/** A passkey that a browser was asked to make or to show. */
interface Ceremony {
  challenge: string;
  /** Whom the new passkey is for, and its name; null for one that signs in. */
  added: { userId: string; name: string } | null;
}

/** What the parts of the account keep between two requests. */
export interface AccountParts {
  sealing: Sealing;
  codeLimit: SignInLimit;
  secondSteps: Waiting<SecondStep>;
  ceremonies: Waiting<Ceremony>;
  /** Users whose second factor is being put in force this moment. */
  activating: Set<string>;
}

export function createAccountParts({ now }: { now: () => Date }, sealing: Sealing): AccountParts {
  const nowMs = () => now().getTime();
  return {
    sealing,
    codeLimit: createSignInLimit(CODES),
    secondSteps: createWaiting(MINUTES, nowMs),
    ceremonies: createWaiting(MINUTES, nowMs),
    activating: new Set(),
  };
}
