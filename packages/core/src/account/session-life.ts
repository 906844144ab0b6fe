const DAY_MS = 86_400_000;

/** After this a session ends, however much it is used. */
export const SESSION_LIFE_MS = 30 * DAY_MS;

/** After this without a request a session ends. */
const SESSION_IDLE_MS = 7 * DAY_MS;

interface SessionTimes {
  createdAt: Date;
  /** null: not since it began. */
  lastUsedAt: Date | null;
}

export function hasSessionEnded({ createdAt, lastUsedAt }: SessionTimes, now: Date): boolean {
  const idleMs = now.getTime() - (lastUsedAt ?? createdAt).getTime();
  return idleMs >= SESSION_IDLE_MS || now.getTime() - createdAt.getTime() >= SESSION_LIFE_MS;
}
