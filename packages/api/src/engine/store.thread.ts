import { Mutex } from '@steward/db/client';
import { workerData } from 'node:worker_threads';
import { storeCalls } from '../decisions/index.ts';
import type { SerialisedList } from '../wire/index.ts';
import { createOpenWorkspaces } from './open-workspaces.ts';
import { unpack } from './packed-calls.ts';
import { answerAll, toAnswer, type ThreadAnswer } from './thread-answer.ts';

export type StoreTask =
  { task: 'store'; workspaceId: string; packed: Uint8Array } | { task: 'forget'; workspaceId: string };

export interface StoreResults {
  /** One answer a call. */
  store: ThreadAnswer<SerialisedList>[];
  forget: null;
}

const { dataFolder } = workerData as { dataFolder: string };
const turns = new Mutex();
const workspaces = createOpenWorkspaces(dataFolder, (db) => ({ db }));

/** One task at a time; the next waits here already when the one before has reached the disk. */
export default function answerTask(task: StoreTask): Promise<ThreadAnswer<StoreResults[StoreTask['task']]>> {
  return turns.run(() => toAnswer(() => run(task)));
}

async function run(task: StoreTask): Promise<StoreResults[StoreTask['task']]> {
  if (task.task === 'forget') {
    workspaces.forget(task.workspaceId);
    return null;
  }
  const { db } = await workspaces.get(task.workspaceId);
  return answerAll(await storeCalls(db, unpack(task.packed)));
}
