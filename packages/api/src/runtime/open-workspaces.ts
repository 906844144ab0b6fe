import { workspaceGone } from '@steward/core/access';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import type { OpenWorkspaces } from './services.ts';

const KEPT_OPEN = 200;
/** A file that was asked for within this time may still be in use, ms. */
const IDLE_AFTER_MS = 5 * 60_000;

interface OpenFile {
  db: Promise<WorkspaceDb>;
  usedAt: number;
}

/** Opens each workspace's file once; past 200 the longest idle are closed. */
export function createOpenWorkspaces(dataFolder: string): OpenWorkspaces {
  // A Map keeps insertion order: the first is the one that was not used for longest.
  const files = new Map<string, OpenFile>();
  const forgotten = new Set<string>();
  const drop = (workspaceId: string, file: OpenFile) => {
    if (files.get(workspaceId) === file) files.delete(workspaceId);
  };
  const closeIdle = (now: number) => {
    for (const [workspaceId, file] of files) {
      if (files.size <= KEPT_OPEN || now - file.usedAt < IDLE_AFTER_MS) return;
      drop(workspaceId, file);
      void file.db.then((db) => db.close());
    }
  };
  return {
    open: (workspaceId) => {
      if (forgotten.has(workspaceId)) return Promise.reject(workspaceGone());
      const now = performance.now();
      const file = files.get(workspaceId) ?? {
        db: openWorkspaceDb({ dataFolder, workspaceId }),
        usedAt: now,
      };
      if (!files.has(workspaceId)) file.db.catch(() => drop(workspaceId, file));
      file.usedAt = now;
      files.delete(workspaceId);
      files.set(workspaceId, file);
      closeIdle(now);
      return file.db;
    },
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      const file = files.get(workspaceId);
      files.delete(workspaceId);
      await file?.db.then((db) => db.close()).catch(() => undefined);
    },
    closeAll: async () => {
      const open = [...files.values()];
      files.clear();
      for (const { db } of open) await db.then((file) => file.close()).catch(() => undefined);
    },
  };
}
