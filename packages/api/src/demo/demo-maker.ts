import { addDays, subtractMonths, type CreateDemo } from '@steward/core/demo';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import { openWorkspaceDb } from '@steward/db/client';
import { openDemo, readUser, type DemoWorkspace } from '@steward/db/control';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { DemoParts } from './demo-parts.ts';
import { makeDemo } from './make-demo.ts';
import { removeDemo } from './remove-demo.ts';
import { createShiftedClock } from './shifted-clock.ts';

/** Hears what is to be told while a demo is made, a line at a time. */
export type Say = (line: string) => void;

/** Makes one demo at a time. */
export interface DemoMaker {
  /** From when it is claimed until it is made or given up. */
  isBusy(): boolean;
  /** Claims the maker, marks the demo by `insert`, and begins. */
  begin(order: DemoOrder): Promise<void>;
  /** null for a demo that is not in the making. */
  monthOf(workspaceId: string): { month: number; months: number } | null;
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface DemoOrder extends CreateDemo {
  demo: DemoWorkspace;
  name: string;
  say: Say;
  insert: () => Promise<void>;
}

export function createDemoMaker(parts: DemoParts): DemoMaker {
  const stopping = new AbortController();
  let making: {
    workspaceId: string;
    progress: { month: number; months: number };
    done: Promise<void>;
  } | null = null;
  return {
    isBusy: () => making !== null,
    begin: async ({ insert, months, ...order }) => {
      const progress = { month: 0, months };
      const work = { parts, ...order, progress, signal: stopping.signal };
      const inserted = insert();
      const done = inserted
        .then(() => make(work))
        .catch((error: unknown) => giveUp(work, error))
        .finally(() => (making = null));
      making = { workspaceId: order.demo.workspaceId, progress, done };
      await inserted;
    },
    monthOf: (workspaceId) => (making?.workspaceId === workspaceId ? making.progress : null),
    settled: async () => making?.done,
    close: async () => {
      stopping.abort(new Error('Steward stops.'));
      await making?.done;
    },
  };
}

interface Work extends Pick<DemoOrder, 'demo' | 'name' | 'say'> {
  parts: DemoParts;
  progress: { month: number; months: number };
  signal: AbortSignal;
}

async function make({ parts, demo, name, progress, signal, say }: Work): Promise<void> {
  const { config, log, control, now } = parts;
  const startedAt = performance.now();
  const { workspaceId } = demo;
  const endDate = now().toISOString().slice(0, 10);
  const startDate = addDays(subtractMonths(endDate, progress.months), 1);
  const clock = createShiftedClock(now, new Date(`${startDate}T09:00:00Z`));
  const owner = await readUser(control.orm, demo.demo.ownerId);
  const actor: Actor = { kind: 'user', id: demo.demo.ownerId, name: owner?.name ?? '' };
  const { dataFolder, uploadLimitBytes: limitBytes } = config;
  // A handle of its own: nobody else is in the workspace, and a crash has the demo removed, so no write waits for the disk.
  const db = await openWorkspaceDb({ dataFolder, workspaceId, isBulk: true });
  const payload = { change: 'workspace_created', name, isDemo: true };
  const event = { at: clock.now(), actor, action: 'configuration_change', system: 'access' } as const;
  const onMonth = (month: number) => {
    if (month <= progress.month) return;
    progress.month = month;
    log.debug({ workspaceId, month, months: progress.months }, 'demo grows');
    say(`Demo: month ${month} of ${progress.months}`);
  };
  const making = { ...parts, db, actor, dataFolder, limitBytes, clock, signal, onMonth };
  try {
    await db.write((tx) => appendAudit(tx, [{ ...event, subject: workspaceId, payload }]));
    await makeDemo(making, { startDate, endDate, months: progress.months });
  } finally {
    db.close();
  }
  await openDemo(control.orm, demo, { id: randomUUID(), at: now() });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  log.info({ workspaceId, seconds }, `demo ready after ${seconds} s`);
  say(`Demo ready after ${seconds} s`);
}

/** A demo that is not whole is no demo. */
async function giveUp({ parts, demo, signal, say }: Work, error: unknown): Promise<void> {
  if (signal.aborted) return;
  const { workspaceId } = demo;
  parts.log.error({ workspaceId, err: error }, 'demo failed');
  say('The demo could not be made; the log says why.');
  await removeDemo(parts, demo);
}
