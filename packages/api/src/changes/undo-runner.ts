import { readRunningUndos } from '@steward/db/changes';
import type { WorkspaceDb } from '@steward/db/client';
import { Piscina } from 'piscina';
import type { Engine } from '../engine/index.ts';
import type { Log } from '../log/index.ts';
import { REDECIDED_PAYEES } from './undo-change-set.ts';
import type { UndoReport, UndoThreadTask } from './undo.thread.ts';

type UndoJob = Omit<UndoThreadTask, 'dataFolder'>;

/** Runs large undos in a thread of its own, one after the other. */
export interface UndoRunner {
  /** Begins one, unless it runs already. Returns at once. */
  start(job: UndoJob): void;
  /** How many changes are written; null when it does not run here. */
  doneOf(job: Pick<UndoJob, 'workspaceId' | 'changeSetId'>): number | null;
  /** Takes up what a stop broke off, workspace by workspace. */
  resume(workspaces: KnownWorkspaces): Promise<void>;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
  /** Waits for what runs of a workspace that is being removed; nothing of it is started again. */
  forget(workspaceId: string): Promise<void>;
  /** Stops at once: an undo is one transaction, and what is not done is as if never begun. */
  close(): Promise<void>;
}

interface KnownWorkspaces {
  listWorkspaceIds: () => Promise<string[]>;
  open: (workspaceId: string) => Promise<WorkspaceDb>;
}

interface RunnerParts {
  dataFolder: string;
  log: Log;
  engine: Pick<Engine, 'redecide'>;
}

const keyOf = ({ workspaceId, changeSetId }: Pick<UndoJob, 'workspaceId' | 'changeSetId'>) =>
  `${workspaceId} ${changeSetId}`;

type Resumption = Pick<RunnerParts, 'log'> & Pick<UndoRunner, 'start'> & { isClosing: () => boolean };

async function resume(
  { log, start, isClosing }: Resumption,
  { listWorkspaceIds, open }: KnownWorkspaces,
): Promise<void> {
  for (const workspaceId of await listWorkspaceIds()) {
    if (isClosing()) return;
    try {
      const db = await open(workspaceId);
      for (const task of await db.read(readRunningUndos)) start({ workspaceId, ...jobOf(task) });
    } catch (err) {
      if (!isClosing()) log.error({ workspaceId, err }, 'undos of this workspace could not be taken up');
    }
  }
}

function jobOf({ changeSetId, direction, rest, actor }: Omit<UndoJob, 'workspaceId'>) {
  return { changeSetId, direction, rest, actor };
}

export function createUndoRunner({ dataFolder, log, engine }: RunnerParts): UndoRunner {
  const pool = new Piscina<UndoThreadTask, string[]>({
    filename: new URL('./undo.thread.ts', import.meta.url).href,
    ...{ minThreads: 0, maxThreads: 1, idleTimeout: 60_000 },
  });
  const running = new Map<string, { workspaceId: string; done: number; run: Promise<void> }>();
  const forgotten = new Set<string>();
  let isClosing = false;
  pool.on('message', (report: UndoReport) => {
    const one = running.get(keyOf(report));
    if (one) one.done = report.done;
  });

  const carryOut = async (job: UndoJob) => {
    const { workspaceId } = job;
    try {
      const payeeIds = await pool.run({ dataFolder, ...job });
      await engine.redecide({ workspaceId, payeeIds: payeeIds.slice(0, REDECIDED_PAYEES) });
    } catch (error) {
      if (!isClosing) log.error({ workspaceId, changeSetId: job.changeSetId, err: error }, 'undo failed');
    } finally {
      running.delete(keyOf(job));
    }
  };

  const start = (job: UndoJob) => {
    if (isClosing || forgotten.has(job.workspaceId) || running.has(keyOf(job))) return;
    const one = { workspaceId: job.workspaceId, done: 0, run: Promise.resolve() };
    running.set(keyOf(job), one);
    one.run = carryOut(job);
  };

  return {
    start,
    resume: (workspaces) => resume({ log, start, isClosing: () => isClosing }, workspaces),
    doneOf: (job) => running.get(keyOf(job))?.done ?? null,
    settled: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ run }) => run));
    },
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      const runs = [...running.values()].filter((one) => one.workspaceId === workspaceId);
      await Promise.all(runs.map(({ run }) => run));
    },
    close: async () => {
      isClosing = true;
      await pool.destroy();
    },
  };
}
