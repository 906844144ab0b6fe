import { workspaceGone } from '@steward/core/access';
import type { DecideInput, Decision, Replay } from '@steward/core/decisions';
import type { Actor } from '@steward/core/identity';
import { Piscina } from 'piscina';
import type { DecideCall } from '../decisions/index.ts';
import { Serialised, type SerialisedList } from '../wire/index.ts';
import type { EngineResults, EngineTask } from './engine.thread.ts';
import { createGroups } from './groups.ts';
import type { StoreResults, StoreTask } from './store.thread.ts';
import { fromAnswer, type ThreadAnswer } from './thread-answer.ts';

/** The threads that hold the models, decide and store, so that the web server's event loop does not. */
export interface Engine {
  decide(request: { workspaceId: string; actor: Actor; input: DecideInput }): Promise<Serialised<Decision[]>>;
  /** Decides transactions for the first time and puts them into the review queue, with the payees that they are of. */
  decideTransactions(request: FirstDecision): Promise<void>;
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

interface FirstDecision {
  workspaceId: string;
  transactionIds: string[];
  payeeIds: string[];
}

interface Redecision {
  workspaceId: string;
  payeeIds: string[];
  /** By how much the decisions' clock differs from the machine's; not at all where absent. */
  clockShiftMs?: number;
}

/** Tasks handed to a thread before it is done with the one before. */
const QUEUED_IN_THREAD = 4;

/** Subjects from which on it is worth the copying that another thread stores what the first has decided. */
const STORED_ELSEWHERE = 100;

/** Room for what a batch leaves behind, so that it is swept out with its batch and not copied. */
const YOUNG_MEGABYTES = 128;

function createThread(name: string, dataFolder: string) {
  const pool = new Piscina<object, ThreadAnswer<unknown>>({
    filename: new URL(name, import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: QUEUED_IN_THREAD,
    workerData: { dataFolder },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  return {
    run: async (task: EngineTask | StoreTask) => fromAnswer(await pool.run(task)),
    close: () => pool.close(),
  };
}

/** Gathers calls that wait; chooses who stores what was decided for them. */
function createDecide(
  run: (task: EngineTask & { task: 'decide' }) => Promise<EngineResults['decide']>,
  store: (workspaceId: string, packed: Uint8Array) => Promise<StoreResults['store']>,
) {
  let storedElsewhere = 0;
  return createGroups<DecideCall, ThreadAnswer<SerialisedList>>({
    work: async (workspaceId, calls, subjects) => {
      // What comes after a group that is stored elsewhere goes there too: two writers would wait for one another.
      const isStoredElsewhere = subjects >= STORED_ELSEWHERE || storedElsewhere > 0;
      if (isStoredElsewhere) storedElsewhere += 1;
      try {
        const decided = await run({ task: 'decide', workspaceId, calls, isStoredElsewhere });
        return decided instanceof Uint8Array ? await store(workspaceId, decided) : decided;
      } finally {
        if (isStoredElsewhere) storedElsewhere -= 1;
      }
    },
    subjectsOf: ({ input }) => input.subjects.length,
    keyOf: ({ input }) => input.idempotencyKey,
  });
}

/** Two threads: while one stores what was decided, the other decides what comes next. */
export function createEngine({ dataFolder }: { dataFolder: string }): Engine {
  const deciding = createThread('./engine.thread.ts', dataFolder);
  const storing = createThread('./store.thread.ts', dataFolder);
  const forgotten = new Set<string>();
  const known = (workspaceId: string) => {
    if (forgotten.has(workspaceId)) throw workspaceGone();
  };
  const run = async <T extends EngineTask['task']>(
    task: EngineTask & { task: T },
  ): Promise<EngineResults[T]> => {
    known(task.workspaceId);
    return (await deciding.run(task)) as EngineResults[T];
  };
  const store = async (workspaceId: string, packed: Uint8Array): Promise<StoreResults['store']> => {
    known(workspaceId);
    return (await storing.run({ task: 'store', workspaceId, packed })) as StoreResults['store'];
  };
  const decide = createDecide(run, store);
  return {
    decide: async ({ workspaceId, ...call }) => new Serialised(fromAnswer(await decide(workspaceId, call))),
    decideTransactions: async (request) => {
      await run({ task: 'decideTransactions', ...request });
    },
    redecide: (request) => run({ task: 'redecide', ...request }),
    replay: (request) => run({ task: 'replay', ...request }),
    exportModel: (request) => run({ task: 'exportModel', ...request }),
    forget: async (workspaceId) => {
      forgotten.add(workspaceId);
      await Promise.all([
        deciding.run({ task: 'forget', workspaceId }),
        storing.run({ task: 'forget', workspaceId }),
      ]);
    },
    close: async () => {
      await deciding.close();
      await storing.close();
    },
  };
}
