const FIRST_DELAY_MS = 5_000;
const FACTOR = 4;
const ATTEMPTS = 9;
/** By how much of itself a delay may be longer, so that receivers are not hit by everybody at once. */
const JITTER = 0.25;

/**
 * When a message is tried again after its `attempts`th failure: after 5 s, 20 s, 80 s and so on, each four times the
 * one before and up to a quarter longer by chance; null after the ninth, about thirty hours later.
 */
export function nextAttemptAt(attempts: number, { now, chance }: { now: Date; chance: number }): Date | null {
  if (attempts >= ATTEMPTS) return null;
  const delayMs = FIRST_DELAY_MS * FACTOR ** (attempts - 1);
  return new Date(now.getTime() + Math.round(delayMs * (1 + JITTER * chance)));
}
