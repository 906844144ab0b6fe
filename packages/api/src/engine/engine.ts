import { workspaceGone } from '@steward/core/access';
import type { DecideInput, Decision, Replay } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { Piscina } from 'piscina';
import type { Serialised } from '../wire/index.ts';
import { createDecideGroups } from './decide-groups.ts';
import type { EngineAnswer, EngineResults, EngineTask } from './engine.thread.ts';

/** The thread that holds the models and decides, so that the web server's event loop does not. */
export interface Engine {
  decide(request: { workspaceId: string; actor: Actor; input: DecideInput }): Promise<Serialised<Decision[]>>;
  /** Decides again what waits of these payees, and the top of the queue; says how many changed category. */
  redecide(request: Redecision): Promise<number>;
  /** Recomputes past decisions and compares them bit for bit. */
  replay(request: { workspaceId: string; last: number }): Promise<Replay>;
  /** The decision function as a file that the client's offline reader takes. */
  exportModel(request: { workspaceId: string }): Promise<Uint8Array>;
  /** Closes the file of a workspace that is being removed, and refuses to open it again. */
  forget(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}

interface Redecision {
  workspaceId: string;
  payeeIds: string[];
  /** By how much the decisions' clock differs from the machine's; not at all where absent. */
  clockShiftMs?: number;
}

/** Tasks handed to the thread before it is done with the one before. */
const QUEUED_IN_THREAD = 4;

/** Room for what a batch leaves behind, so that it is swept out with its batch and not copied. */
const YOUNG_MEGABYTES = 128;

export function createEngine({ dataFolder }: { dataFolder: string }): Engine {
  const pool = new Piscina({
    filename: new URL('./engine.thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: QUEUED_IN_THREAD,
    workerData: { dataFolder },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  const forgotten = new Set<string>();
  const run = async <T extends EngineTask['task']>(
    task: EngineTask & { task: T },
  ): Promise<EngineResults[T]> => {
    if (forgotten.has(task.workspaceId)) throw workspaceGone();
    const answer = (await pool.run(task)) as EngineAnswer;
    if (!answer.ok) throw new DomainError(answer);
    return answer.value as EngineResults[T];
  };
  const decide = createDecideGroups((workspaceId, calls) => run({ task: 'decide', workspaceId, calls }));
  return {
    decide: ({ workspaceId, ...call }) => decide(workspaceId, call),
    redecide: (request) => run({ task: 'redecide', ...request }),
    replay: (request) => run({ task: 'replay', ...request }),
    exportModel: (request) => run({ task: 'exportModel', ...request }),
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      await pool.run({ task: 'forget', workspaceId } satisfies EngineTask);
    },
    close: () => pool.close(),
  };
}
