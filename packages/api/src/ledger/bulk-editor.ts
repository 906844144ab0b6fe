import { workspaceGone } from '@steward/core/access';
import type { Actor } from '@steward/core/identity';
import type { ApplyBulkEdit, BulkEdit, BulkEditPreview } from '@steward/core/ledger';
import { Piscina } from 'piscina';
import { fromAnswer, type ThreadAnswer } from '../engine/index.ts';
import type { WrittenBulkEdit } from './bulk-edit.service.ts';
import type { BulkEditTask } from './bulk-edit.thread.ts';

interface Request<T> {
  workspaceId: string;
  actor: Actor;
  edit: T;
}

/** Previews and carries out large bulk edits in a thread, one after the other. */
export interface BulkEditor {
  preview(request: Request<BulkEdit>): Promise<BulkEditPreview>;
  apply(request: Request<ApplyBulkEdit>): Promise<WrittenBulkEdit>;
  /** Waits for what runs of a workspace that is being removed; nothing of it is begun again. */
  forget(workspaceId: string): Promise<void>;
  /** Stops at once: an edit is one transaction, and what is not done is as if never begun. */
  close(): Promise<void>;
}

export function createBulkEditor({ dataFolder }: { dataFolder: string }): BulkEditor {
  const pool = new Piscina<BulkEditTask, ThreadAnswer<unknown>>({
    filename: new URL('./bulk-edit.thread.ts', import.meta.url).href,
    ...{ minThreads: 0, maxThreads: 1, idleTimeout: 60_000 },
  });
  const forgotten = new Set<string>();
  const running = new Map<Promise<unknown>, string>();
  const run = async (task: BulkEditTask) => {
    if (forgotten.has(task.workspaceId)) throw workspaceGone();
    const answer = pool.run(task);
    running.set(answer, task.workspaceId);
    try {
      return fromAnswer(await answer);
    } finally {
      running.delete(answer);
    }
  };
  return {
    preview: async (request) => (await run({ task: 'preview', dataFolder, ...request })) as BulkEditPreview,
    apply: async (request) => (await run({ task: 'apply', dataFolder, ...request })) as WrittenBulkEdit,
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      const own = [...running].flatMap(([answer, id]) => (id === workspaceId ? answer : []));
      await Promise.allSettled(own);
    },
    close: () => pool.destroy(),
  };
}
