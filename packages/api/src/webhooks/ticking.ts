import { countWebhooks, forgetOldMessages } from '@steward/db/webhooks';
import type { WorkspaceDb } from '@steward/db/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunnerParts } from './webhook-runner.ts';

const TICK_MS = 1_000;
/** After a start the server answers first. */
const FIRST_SEARCH_MS = 3_000;
/** For endpoints that another process has made, and messages that are old. */
const SEARCH_MS = 3_600_000;
/** Messages are kept this long, sent or not. */
const KEPT_MS = 30 * 86_400_000;
const FORGOTTEN_AT_ONCE = 500;

interface Ticked {
  watch(workspaceId: string): void;
  beginDue(): Promise<void>;
}

/** Begins what is due every second, and looks every hour which workspaces have endpoints. */
export function startTicking(parts: RunnerParts, ticked: Ticked): { close: () => Promise<void> } {
  const ending = new AbortController();
  const done = tick(parts, ticked, ending.signal);
  return {
    close: async () => {
      ending.abort();
      await done;
    },
  };
}

async function tick(parts: RunnerParts, ticked: Ticked, signal: AbortSignal): Promise<void> {
  let searchAt = performance.now() + FIRST_SEARCH_MS;
  while (await passes(signal)) {
    try {
      if (performance.now() >= searchAt) {
        searchAt = performance.now() + SEARCH_MS;
        await search(parts, ticked, signal);
      }
      await ticked.beginDue();
    } catch (err) {
      parts.log.error({ err }, 'webhooks failed');
    }
  }
}

/** False when it is over. */
async function passes(signal: AbortSignal): Promise<boolean> {
  await sleep(TICK_MS, undefined, { signal, ref: false }).catch(() => undefined);
  return !signal.aborted;
}

/** Finds the workspaces that have endpoints, and drops what is old there. */
async function search(
  { log, now, open, listWorkspaceIds }: RunnerParts,
  ticked: Pick<Ticked, 'watch'>,
  signal: AbortSignal,
): Promise<void> {
  const olderThan = new Date(now().getTime() - KEPT_MS);
  for (const workspaceId of await listWorkspaceIds()) {
    if (signal.aborted) return;
    try {
      const db = await open(workspaceId);
      if ((await db.read(countWebhooks)) === 0) continue;
      ticked.watch(workspaceId);
      await forgetOld(db, olderThan, signal);
    } catch (err) {
      log.error({ workspaceId, err }, 'webhooks of this workspace could not be taken up');
    }
  }
}

async function forgetOld(db: WorkspaceDb, olderThan: Date, signal: AbortSignal): Promise<void> {
  let gone = FORGOTTEN_AT_ONCE;
  while (gone > 0 && !signal.aborted) {
    gone = await db.write((tx) => forgetOldMessages(tx, olderThan, FORGOTTEN_AT_ONCE));
  }
}
