import { setTimeout as sleep } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { Log } from '../log/index.ts';
import type { RefreshTask } from './recurring.thread.ts';

/** Looks for streams in a thread of its own, one workspace after the other. */
export interface RecurringRunner {
  /** Brings a workspace up to date, once more where that is under way. Returns at once. */
  start(workspaceId: string): void;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
  /** Waits for what runs of a workspace that is being removed; nothing of it is started again. */
  forget(workspaceId: string): Promise<void>;
  /** Stops at once: what is not committed waits for the next start. */
  close(): Promise<void>;
}

interface RunnerParts {
  dataFolder: string;
  log: Log;
  now: () => Date;
  listWorkspaceIds: () => Promise<string[]>;
}

/** After a start the server answers first. */
const FIRST_AFTER_MS = 60_000;
/** Days end at other times elsewhere, so what was due yesterday is looked at each hour. */
const EVERY_MS = 3_600_000;

interface Running {
  run: Promise<void>;
  /** Something changed since it began. */
  isStale: boolean;
}

export function createRecurringRunner(parts: RunnerParts): RecurringRunner {
  const { dataFolder, log, now } = parts;
  const pool = new Piscina<RefreshTask, number>({
    filename: new URL('./recurring.thread.ts', import.meta.url).href,
    ...{ minThreads: 0, maxThreads: 1, idleTimeout: 10_000 },
  });
  const running = new Map<string, Running>();
  const forgotten = new Set<string>();
  const ending = new AbortController();

  const start = (workspaceId: string): void => {
    if (forgotten.has(workspaceId) || ending.signal.aborted) return;
    const before = running.get(workspaceId);
    if (before) {
      before.isStale = true;
      return;
    }
    const one: Running = { run: Promise.resolve(), isStale: false };
    one.run = pool
      .run({ dataFolder, workspaceId, at: now() })
      .then((payees) => log.info({ workspaceId, payees }, 'recurring streams looked for'))
      .catch((err: unknown) => {
        if (!ending.signal.aborted)
          log.error({ workspaceId, err }, 'recurring streams could not be looked for');
      })
      .finally(() => {
        running.delete(workspaceId);
        if (one.isStale) start(workspaceId);
      });
    running.set(workspaceId, one);
  };

  const everywhere = startEverywhere({ ...parts, start }, ending.signal);
  return {
    start,
    settled: () => settle(running),
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      await running.get(workspaceId)?.run;
    },
    close: async () => {
      ending.abort();
      await pool.destroy();
      await everywhere;
    },
  };
}

async function settle(running: ReadonlyMap<string, Running>): Promise<void> {
  while (running.size > 0) await Promise.all([...running.values()].map(({ run }) => run));
}

type Everywhere = Pick<RunnerParts, 'listWorkspaceIds' | 'log'> & Pick<RecurringRunner, 'start'>;

async function startEverywhere(
  { start, listWorkspaceIds, log }: Everywhere,
  signal: AbortSignal,
): Promise<void> {
  const isOver = () => signal.aborted;
  for (let wait = FIRST_AFTER_MS; ; wait = EVERY_MS) {
    await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
    if (isOver()) return;
    try {
      for (const workspaceId of await listWorkspaceIds()) start(workspaceId);
    } catch (err) {
      log.error({ err }, 'recurring streams could not be looked for');
    }
  }
}
