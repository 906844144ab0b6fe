import { randomBytes } from 'node:crypto';

const KEPT = 10_000;
const KEPT_OF_ONE = 20;

interface Entry<T> {
  value: T;
  owner: string;
  until: number;
}

/** Things that wait minutes for their second half, each under a token that nobody guesses. */
export interface Waiting<T> {
  put(owner: string, value: T): string;
  /** Leaves it there. */
  read(token: string): T | null;
  /** Takes it away, so that it serves once. */
  take(token: string): T | null;
}

/**
 * In this process's memory: after a restart one begins anew. Of one owner (an address, a user) only the newest
 * are kept, so that nobody can push out those of others.
 */
export function createWaiting<T>(minutes: number, nowMs: () => number): Waiting<T> {
  const entries = new Map<string, Entry<T>>();
  const read = (token: string): T | null => {
    const entry = entries.get(token);
    return entry && entry.until > nowMs() ? entry.value : null;
  };
  return {
    read,
    take: (token) => {
      const value = read(token);
      entries.delete(token);
      return value;
    },
    put: (owner, value) => {
      makeRoom(entries, owner, nowMs());
      const token = randomBytes(24).toString('base64url');
      entries.set(token, { value, owner, until: nowMs() + minutes * 60_000 });
      return token;
    },
  };
}

function makeRoom<T>(entries: Map<string, Entry<T>>, owner: string, nowMs: number): void {
  const own: string[] = [];
  for (const [token, entry] of entries) {
    if (entry.until <= nowMs) entries.delete(token);
    else if (entry.owner === owner) own.push(token);
  }
  const surplus =
    own.length >= KEPT_OF_ONE ? own[0] : entries.size >= KEPT ? entries.keys().next().value : null;
  if (surplus) entries.delete(surplus);
}
