import type { Replay } from '@steward/core/decisions';
import { DomainError, type DomainErrorCode } from '@steward/core/errors';
import { Mutex, openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readAffected } from '@steward/db/review';
import { workerData } from 'node:worker_threads';
import {
  createCurrentSetting,
  decideExternal,
  readNames,
  redecideTransactions,
  replayDecisions,
  type CurrentSetting,
  type DecideCall,
} from '../decisions/index.ts';
import { catchUp, exportModel, openModel, type WorkspaceModel } from '../learning/index.ts';
import type { SerialisedList } from '../wire/index.ts';

/** Waiting items of one payee that are decided again at once. */
const AFFECTED_LIMIT = 300;
/** Workspaces whose model stays in memory. */
const OPEN_LIMIT = 8;

export type EngineTask =
  | { task: 'decide'; workspaceId: string; calls: DecideCall[] }
  | { task: 'exportModel'; workspaceId: string }
  | { task: 'redecide'; workspaceId: string; payeeIds: string[]; clockShiftMs?: number }
  | { task: 'replay'; workspaceId: string; last: number }
  | { task: 'forget'; workspaceId: string };

export interface EngineResults {
  /** One answer a call. */
  decide: ThreadAnswer<SerialisedList>[];
  redecide: number;
  replay: Replay;
  exportModel: Uint8Array;
  forget: null;
}

interface OpenWorkspace {
  db: WorkspaceDb;
  model: WorkspaceModel;
  currentSetting: () => Promise<CurrentSetting>;
}

const { dataFolder } = workerData as { dataFolder: string };
const open = new Map<string, OpenWorkspace>();
const now = () => new Date();

/** What a thread answers: an error loses its class on the way out, so it goes as data. */
export type ThreadAnswer<T> =
  { ok: true; value: T } | { ok: false; code: DomainErrorCode; reason: string; message: string };

export type EngineAnswer = ThreadAnswer<EngineResults[EngineTask['task']]>;

const turns = new Mutex();

/**
 * One task at a time: the models of this thread are changed by nothing else. The next ones wait here, not
 * in the pool, so that no time passes between two of them.
 */
export default function answerTask(task: EngineTask): Promise<EngineAnswer> {
  return turns.run(() => answer(task));
}

async function answer(task: EngineTask): Promise<EngineAnswer> {
  try {
    return { ok: true, value: await run(task) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refusal(error);
  }
}

function refusal({ code, reason, message }: DomainError): ThreadAnswer<never> {
  return { ok: false, code, reason, message };
}

async function run(task: EngineTask): Promise<EngineResults[EngineTask['task']]> {
  if (task.task === 'forget') return forget(task.workspaceId);
  const { db, model, currentSetting } = await openWorkspace(task.workspaceId);
  switch (task.task) {
    case 'decide':
      return (await decideExternal({ db, currentSetting, now }, task.calls)).map((one) =>
        one instanceof DomainError ? refusal(one) : { ok: true, value: one },
      );
    case 'redecide': {
      const waiting = await db.read((orm) => readAffected(orm, task.payeeIds, AFFECTED_LIMIT));
      const at = () => new Date(now().getTime() + (task.clockShiftMs ?? 0));
      return redecideTransactions({ db, model, now: at }, waiting);
    }
    case 'replay':
      return replayDecisions({ db, dataFolder }, task.last);
    case 'exportModel':
      await catchUp(model, db);
      return exportModel(model, await readNames(db));
  }
}

function forget(workspaceId: string): null {
  open.get(workspaceId)?.db.close();
  open.delete(workspaceId);
  return null;
}

async function openWorkspace(workspaceId: string): Promise<OpenWorkspace> {
  const known = open.get(workspaceId);
  if (known) {
    // Last in the map is last used; the first one is closed when there are too many.
    open.delete(workspaceId);
    open.set(workspaceId, known);
    return known;
  }
  const db = await openWorkspaceDb({ dataFolder, workspaceId });
  const model = await openModel({ db, dataFolder });
  const opened = { db, model, currentSetting: createCurrentSetting(db, model) };
  open.set(workspaceId, opened);
  for (const [id, workspace] of open) {
    if (open.size <= OPEN_LIMIT) break;
    workspace.db.close();
    open.delete(id);
  }
  return opened;
}
