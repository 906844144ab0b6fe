import type { WorkspaceDb } from '@steward/db/client';
import { readActiveWebhooks, type StoredWebhook } from '@steward/db/webhooks';
import { randomInt, randomUUID } from 'node:crypto';
import type { Log } from '../log/index.ts';
import { sendNext, type Sending } from './sender.ts';
import { startTicking } from './ticking.ts';

/** Sends what the outboxes of workspaces hold. */
export interface WebhookRunner {
  /** Looks after a workspace from now on. */
  watch(workspaceId: string): void;
  /** Sends everything that is due; resolves when it is sent or has failed. */
  sendDue(): Promise<void>;
  /** Waits for what is under way of a workspace that is being removed; nothing of it is sent again. */
  forget(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}

export interface RunnerParts {
  log: Log;
  now: () => Date;
  allowPrivate: boolean;
  open: (workspaceId: string) => Promise<WorkspaceDb>;
  listWorkspaceIds: () => Promise<string[]>;
}

/** Requests at a time. */
const UNDER_WAY = 50;

const CHANCES = 1_000_000;

/** Sends every second what is due by then, beside whatever else runs in the process. */
export function createWebhookRunner(parts: RunnerParts): WebhookRunner {
  const sending = new RunningWebhooks(parts);
  const ticking = startTicking(parts, sending);
  return {
    watch: (workspaceId) => sending.watch(workspaceId),
    sendDue: async () => {
      await sending.beginDue();
      await sending.settle();
    },
    forget: (workspaceId) => sending.forget(workspaceId),
    close: async () => {
      await ticking.close();
      await sending.close();
    },
  };
}

/** Which workspaces are looked after, and what is under way: one message an endpoint. */
class RunningWebhooks {
  private readonly ending = new AbortController();
  private readonly watched = new Set<string>();
  private readonly forgotten = new Set<string>();
  private readonly underWay = new Map<string, { workspaceId: string; done: Promise<void> }>();
  private readonly parts: RunnerParts;
  private readonly how: Sending;

  constructor(parts: RunnerParts) {
    this.parts = parts;
    this.how = {
      ...{ now: parts.now, chance: () => randomInt(CHANCES) / CHANCES, allowPrivate: parts.allowPrivate },
      ...{ holder: randomUUID(), signal: this.ending.signal },
    };
  }

  watch(workspaceId: string): void {
    if (!this.forgotten.has(workspaceId)) this.watched.add(workspaceId);
  }

  async beginDue(): Promise<void> {
    for (const workspaceId of this.watched) {
      const db = await this.parts.open(workspaceId).catch(() => null);
      if (db === null || this.ending.signal.aborted) continue;
      for (const endpoint of await db.read(readActiveWebhooks)) this.begin(db, endpoint);
    }
  }

  async settle(ofWorkspace?: string): Promise<void> {
    const own = [...this.underWay.values()].filter(
      ({ workspaceId }) => ofWorkspace === undefined || workspaceId === ofWorkspace,
    );
    await Promise.all(own.map(({ done }) => done));
  }

  async forget(workspaceId: string): Promise<void> {
    this.forgotten.add(workspaceId);
    this.watched.delete(workspaceId);
    await this.settle(workspaceId);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.settle();
  }

  private begin(db: WorkspaceDb, endpoint: StoredWebhook): void {
    if (this.underWay.has(endpoint.id) || this.underWay.size >= UNDER_WAY) return;
    const { workspaceId } = db;
    const done = this.drain(db, endpoint)
      .catch((err: unknown) => {
        if (!this.ending.signal.aborted) this.parts.log.error({ workspaceId, err }, 'webhook failed');
      })
      .finally(() => this.underWay.delete(endpoint.id));
    this.underWay.set(endpoint.id, { workspaceId, done });
  }

  private async drain(db: WorkspaceDb, { id }: StoredWebhook): Promise<void> {
    while (!this.ending.signal.aborted && !this.forgotten.has(db.workspaceId)) {
      const active = await db.read(readActiveWebhooks);
      const endpoint = active.find((one) => one.id === id);
      if (!endpoint || !(await sendNext(db, endpoint, this.how))) return;
    }
  }
}
