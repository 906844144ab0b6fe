import { readAuditHead } from '@steward/db/audit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorkspaces } from './services.ts';

const POLL_MS = 500;
/** Something is sent at least this often, so that dead connections are noticed. */
const QUIET_MS = 15_000;
/** Then the client comes back and its credentials are looked at again. */
const LONGEST_MS = 5 * 60_000;

interface AuditTail {
  workspaces: OpenWorkspaces;
  workspaceId: string;
  /** The last sequence that the listener has seen; null for one who begins. */
  afterSeq: number | null;
  signal: AbortSignal;
}

/**
 * The sequence of the chain's head: at once for a new listener, then whenever it has grown; null when nothing
 * happened for a while. Ends when aborted, or after five minutes.
 */
export async function* tailAudit({ workspaces, workspaceId, afterSeq, signal }: AuditTail) {
  const endsAt = performance.now() + LONGEST_MS;
  let seen = afterSeq ?? -1;
  let saidAt = performance.now();
  while (!signal.aborted && performance.now() < endsAt) {
    const db = await workspaces.open(workspaceId).catch(() => null);
    // The workspace is gone, or its file cannot be opened: the client comes back and is told so.
    if (db === null) return;
    const seq = (await db.read(readAuditHead))?.seq ?? 0;
    const isQuiet = performance.now() - saidAt >= QUIET_MS;
    if (seq > seen || isQuiet) {
      saidAt = performance.now();
      yield seq > seen ? seq : null;
      seen = Math.max(seen, seq);
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
