import type { WorkspaceDb } from '@steward/db/client';
import { readUnfinishedImports } from '@steward/db/imports';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { Log } from '../log/index.ts';
import type { ImportTask } from './imports.thread.ts';
import { uploadsFolder } from './upload.ts';

/** Runs the steps of imports in a thread of its own, one after the other. */
export interface ImportRunner {
  /** Takes up whatever step the import's row says is under way. Returns at once. */
  start(job: ImportJob): void;
  /** Takes up what a crash or a stop left unfinished. To be called once, at the start. */
  resume(open: (workspaceId: string) => Promise<WorkspaceDb>): Promise<void>;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
  /** Waits for what runs of a workspace that is being removed; nothing of it is started again. */
  forget(workspaceId: string): Promise<void>;
  /** Stops at once: the rows say where to go on. */
  close(): Promise<void>;
}

interface ImportJob {
  workspaceId: string;
  importId: string;
  /** By how much the import's clock differs from the machine's; not at all where absent. */
  clockShiftMs?: number;
}

interface RunnerParts {
  dataFolder: string;
  log: Log;
  chunkRows?: number;
  /** Called whenever a step of a workspace's import is over. */
  onStepDone?: (workspaceId: string) => void;
}

export function createImportRunner({ dataFolder, log, chunkRows, onStepDone }: RunnerParts): ImportRunner {
  const pool = new Piscina({
    filename: new URL('./imports.thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  });
  const running = new Map<string, { workspaceId: string; run: Promise<void> }>();
  const forgotten = new Set<string>();
  let isClosing = false;

  const start: ImportRunner['start'] = ({ workspaceId, importId, clockShiftMs }) => {
    if (forgotten.has(workspaceId)) return;
    // A step that was asked for while another one ends finds its row by itself, behind that one.
    const before = running.get(importId)?.run ?? Promise.resolve();
    const task: ImportTask = {
      ...{ dataFolder, workspaceId, importId },
      ...(chunkRows && { chunkRows }),
      ...(clockShiftMs !== undefined && { clockShiftMs }),
    };
    const run = before
      .then(() => pool.run(task) as Promise<void>)
      .then(() => onStepDone?.(workspaceId))
      .catch((error: unknown) => {
        if (!isClosing) log.error({ workspaceId, importId, err: error }, 'import failed');
      })
      .finally(() => {
        if (running.get(importId)?.run === run) running.delete(importId);
      });
    running.set(importId, { workspaceId, run });
  };

  return {
    start,
    resume: (open) => resume({ dataFolder, log, start }, open),
    settled: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ run }) => run));
    },
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      const steps = [...running.values()].filter((step) => step.workspaceId === workspaceId);
      await Promise.all(steps.map(({ run }) => run));
    },
    close: async () => {
      isClosing = true;
      await pool.destroy();
    },
  };
}

type Resumption = Pick<RunnerParts, 'dataFolder' | 'log'> & Pick<ImportRunner, 'start'>;

async function resume(
  { dataFolder, log, start }: Resumption,
  open: (workspaceId: string) => Promise<WorkspaceDb>,
): Promise<void> {
  for (const workspaceId of await listUploaders(dataFolder)) {
    try {
      const db = await open(workspaceId);
      const unfinished = await db.read(readUnfinishedImports);
      for (const importId of unfinished) start({ workspaceId, importId });
    } catch (error) {
      log.error({ workspaceId, err: error }, 'imports of this workspace could not be taken up');
    }
  }
}

/** Workspaces whose imports still have a file. Uploads that broke off are deleted. */
async function listUploaders(dataFolder: string): Promise<string[]> {
  const folder = uploadsFolder(dataFolder);
  const workspaceIds: string[] = [];
  for (const workspaceId of await readdir(folder).catch(() => [])) {
    const files = await readdir(join(folder, workspaceId));
    for (const file of files.filter((name) => name.endsWith('.part'))) {
      await rm(join(folder, workspaceId, file), { force: true });
    }
    if (files.some((name) => !name.endsWith('.part'))) workspaceIds.push(workspaceId);
  }
  return workspaceIds;
}
