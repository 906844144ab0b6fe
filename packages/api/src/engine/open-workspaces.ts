import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';

/** Workspaces that a thread keeps open. */
const OPEN_LIMIT = 8;

interface OpenWorkspaces<T> {
  get(workspaceId: string): Promise<T>;
  forget(workspaceId: string): void;
}

/** The workspaces that one thread has open, each with what it keeps of it; the one not used for longest goes first. */
export function createOpenWorkspaces<T extends { db: WorkspaceDb }>(
  dataFolder: string,
  prepare: (db: WorkspaceDb) => T | Promise<T>,
): OpenWorkspaces<T> {
  const open = new Map<string, T>();
  const forget = (workspaceId: string) => {
    open.get(workspaceId)?.db.close();
    open.delete(workspaceId);
  };
  return {
    get: async (workspaceId) => {
      const workspace =
        open.get(workspaceId) ?? (await prepare(await openWorkspaceDb({ dataFolder, workspaceId })));
      // Last in the map is last used.
      open.delete(workspaceId);
      open.set(workspaceId, workspace);
      for (const id of open.keys()) {
        if (open.size <= OPEN_LIMIT) break;
        forget(id);
      }
      return workspace;
    },
    forget,
  };
}
