import type { Replay } from '@steward/core/decisions';
import { Mutex } from '@steward/db/client';
import { readUndecidedAmong } from '@steward/db/ledger';
import { readAffected, refreshReviewValues } from '@steward/db/review';
import { workerData } from 'node:worker_threads';
import {
  createCurrentSetting,
  decideTransactions,
  draftCall,
  redecideTransactions,
  replayDecisions,
  storeCalls,
  type DecideCall,
} from '../decisions/index.ts';
import { exportModel, openModel } from '../learning/index.ts';
import type { SerialisedList } from '../wire/index.ts';
import { createOpenWorkspaces } from './open-workspaces.ts';
import { pack } from './packed-calls.ts';
import { answerAll, toAnswer, type ThreadAnswer } from './thread-answer.ts';

/** Waiting items of one payee that are decided again at once. */
const AFFECTED_LIMIT = 300;

export type EngineTask =
  | { task: 'decide'; workspaceId: string; calls: DecideCall[]; isStoredElsewhere: boolean }
  | { task: 'exportModel'; workspaceId: string }
  | { task: 'decideTransactions'; workspaceId: string; transactionIds: string[]; payeeIds: string[] }
  | { task: 'redecide'; workspaceId: string; payeeIds: string[]; clockShiftMs?: number }
  | { task: 'replay'; workspaceId: string; last: number }
  | { task: 'forget'; workspaceId: string };

export interface EngineResults {
  /** One answer a call; or the calls as they are drafted, packed for the thread that stores them. */
  decide: ThreadAnswer<SerialisedList>[] | Uint8Array;
  decideTransactions: null;
  redecide: number;
  replay: Replay;
  exportModel: Uint8Array;
  forget: null;
}

const { dataFolder } = workerData as { dataFolder: string };
const now = () => new Date();
const turns = new Mutex();
const workspaces = createOpenWorkspaces(dataFolder, async (db) => {
  const model = await openModel({ db, dataFolder });
  return { db, model, currentSetting: createCurrentSetting(db, model) };
});

/**
 * One task at a time: the models of this thread are changed by nothing else. The next ones wait here, not
 * in the pool, so that no time passes between two of them.
 */
export default function answerTask(
  task: EngineTask,
): Promise<ThreadAnswer<EngineResults[EngineTask['task']]>> {
  return turns.run(() => toAnswer(() => run(task)));
}

async function run(task: EngineTask): Promise<EngineResults[EngineTask['task']]> {
  if (task.task === 'forget') {
    workspaces.forget(task.workspaceId);
    return null;
  }
  const { db, model, currentSetting } = await workspaces.get(task.workspaceId);
  switch (task.task) {
    case 'decide': {
      const setting = { ...(await currentSetting()), now: now() };
      const drafted = task.calls.map((call) => draftCall(call, setting));
      return task.isStoredElsewhere ? pack(drafted) : answerAll(await storeCalls(db, drafted));
    }
    case 'decideTransactions': {
      const open = await db.read((orm) => readUndecidedAmong(orm, task.transactionIds));
      await decideTransactions({ db, model, now }, open);
      await db.write((tx) => refreshReviewValues(tx, task.payeeIds));
      return null;
    }
    case 'redecide': {
      const waiting = await db.read((orm) => readAffected(orm, task.payeeIds, AFFECTED_LIMIT));
      const at = () => new Date(now().getTime() + (task.clockShiftMs ?? 0));
      return redecideTransactions({ db, model, now: at }, waiting);
    }
    case 'replay':
      return replayDecisions({ db, dataFolder }, task.last);
    case 'exportModel': {
      const setting = await currentSetting();
      return exportModel(setting.model, setting.nameOf);
    }
  }
}
