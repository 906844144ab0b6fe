import { REMOVED_CATEGORY } from '@steward/core/coordinator';
import type { WorkspaceDb } from '@steward/db/client';
import { readDecisionBasis } from '@steward/db/decisions';
import { catchUp, type WorkspaceModel } from '../learning/index.ts';

/** What decisions are made with: the model as it is now, and the categories' names. */
export interface CurrentSetting {
  model: WorkspaceModel;
  nameOf: (categoryId: string) => string;
  /** Categories that are not to be suggested. */
  leaveOut: ReadonlySet<string>;
}

/** Brings model and names up to date; where nothing has changed since the last time, one statement says so. */
export function createCurrentSetting(db: WorkspaceDb, model: WorkspaceModel): () => Promise<CurrentSetting> {
  let known: { categoryNames: string; notOffered: string; setting: CurrentSetting } | null = null;
  return async () => {
    const { learningSeq, categoryNames, notOffered } = await db.read(readDecisionBasis);
    if (learningSeq !== model.seq) await catchUp(model, db);
    if (known?.categoryNames !== categoryNames || known.notOffered !== notOffered) {
      const leaveOut = new Set(JSON.parse(notOffered) as string[]);
      known = { categoryNames, notOffered, setting: { model, nameOf: namesFrom(categoryNames), leaveOut } };
    }
    return known.setting;
  };
}

function namesFrom(categoryNames: string): (categoryId: string) => string {
  const names = new Map(Object.entries(JSON.parse(categoryNames) as Record<string, string>));
  return (categoryId) => names.get(categoryId) ?? REMOVED_CATEGORY;
}
