import type { WorkspaceMembership } from '@steward/core/access';
import { sha256Hex } from '@steward/core/canonical';
import type { StoredRights } from './stored-key.ts';

const KEPT_MS = 5_000;
const KEPT_KEYS = 1_000;

export interface VerifiedKey {
  id: string;
  name: string;
  workspace: WorkspaceMembership;
  rights: StoredRights;
}

/** Remembers verified keys by their hash for seconds: a look-up in the database costs milliseconds a call. */
export function createVerifiedKeys(
  verify: (key: string) => Promise<VerifiedKey | null>,
  nowMs: () => number,
) {
  const kept = new Map<string, { key: VerifiedKey; until: number }>();
  let forgets = 0;
  return {
    find: async (key: string): Promise<VerifiedKey | null> => {
      const hash = sha256Hex(key);
      const hit = kept.get(hash);
      if (hit && hit.until > nowMs()) return hit.key;
      kept.delete(hash);
      const forgetsBefore = forgets;
      const verified = await verify(key);
      // A key revoked while it was being verified must not be remembered.
      if (verified && forgets === forgetsBefore) kept.set(hash, { key: verified, until: nowMs() + KEPT_MS });
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_KEYS && oldest !== undefined) kept.delete(oldest);
      return verified;
    },
    forget: (keyId: string): void => {
      forgets += 1;
      for (const [hash, { key }] of kept) if (key.id === keyId) kept.delete(hash);
    },
  };
}

export type VerifiedKeys = ReturnType<typeof createVerifiedKeys>;
