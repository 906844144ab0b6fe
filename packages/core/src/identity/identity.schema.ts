import { z } from 'zod';

/** Who did something: a person, an API key, or Steward itself. */
export const Actor = z.object({
  kind: z.enum(['user', 'key', 'system']),
  id: z.string().min(1),
  name: z.string(),
});
export type Actor = z.infer<typeof Actor>;

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'steward', name: 'Steward' };

/** Clock and randomness, handed in so that core stays pure. */
export interface Entropy {
  now: Date;
  /** Returns `byteCount` random bytes. */
  random: (byteCount: number) => Uint8Array;
}
