import { openWorkspaceDb } from '@steward/db/client';
import { readToday } from './read-today.ts';
import { refreshStreams } from './refresh.ts';

export interface RefreshTask {
  dataFolder: string;
  workspaceId: string;
  at: Date;
}

/** Brings the streams of a workspace up to date; says at how many payees it looked. */
export default async function runRefresh({ dataFolder, workspaceId, at }: RefreshTask): Promise<number> {
  const db = await openWorkspaceDb({ dataFolder, workspaceId, isBulk: true });
  try {
    return await refreshStreams({ db, at, today: await readToday(db, at) });
  } finally {
    db.close();
  }
}
