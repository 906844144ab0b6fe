import type { WorkspaceDb } from '@steward/db/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';
import { applyRetention } from './retention.ts';

/** After a start the server answers first. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 86_400_000;

interface RetentionOptions {
  log: Log;
  now: () => Date;
  open: (workspaceId: string) => Promise<WorkspaceDb>;
  listWorkspaceIds: () => Promise<string[]>;
  firstAfterMs?: number;
}

export interface RetentionRunner {
  close(): Promise<void>;
}

/** Applies the retention of every workspace a minute after the start, then daily, one workspace after the other. */
export function createRetentionRunner(options: RetentionOptions): RetentionRunner {
  const ending = new AbortController();
  const done = run(options, ending.signal);
  return {
    close: async () => {
      ending.abort();
      await done;
    },
  };
}

async function run(options: RetentionOptions, signal: AbortSignal): Promise<void> {
  let wait = options.firstAfterMs ?? FIRST_AFTER_MS;
  while (!signal.aborted) {
    await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
    wait = EVERY_MS;
    await applyEverywhere(options, signal).catch((err: unknown) =>
      options.log.error({ err }, 'retention failed'),
    );
  }
}

async function applyEverywhere(options: RetentionOptions, signal: AbortSignal): Promise<void> {
  const workspaceIds = signal.aborted ? [] : await options.listWorkspaceIds();
  for (const workspaceId of workspaceIds) {
    if (!signal.aborted) await applyTo(workspaceId, options, signal);
  }
}

/** One workspace whose file cannot be read must not keep the others from it. */
async function applyTo(
  workspaceId: string,
  { log, now, open }: RetentionOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    const erased = await applyRetention(await open(workspaceId), now, signal);
    if (erased > 0) log.info({ workspaceId, erased }, 'payloads erased');
  } catch (err) {
    log.error({ workspaceId, err }, 'retention failed');
  }
}
