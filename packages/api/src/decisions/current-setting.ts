import type { WorkspaceDb } from '@steward/db/client';
import { catchUp, type WorkspaceModel } from '../learning/index.ts';
import { readNames } from './decide-transactions.ts';

/** What decisions are made with: the model as it is now, and the categories' names. */
export interface CurrentSetting {
  model: WorkspaceModel;
  nameOf: (categoryId: string) => string;
}

/** Brings model and names up to date; reads nothing where nobody else has written since the last time. */
export function createCurrentSetting(db: WorkspaceDb, model: WorkspaceModel): () => Promise<CurrentSetting> {
  let known: { version: string; setting: CurrentSetting } | null = null;
  return async () => {
    const version = await db.versionOfOthers();
    if (known?.version !== version) {
      await catchUp(model, db);
      known = { version, setting: { model, nameOf: await readNames(db) } };
    }
    return known.setting;
  };
}
